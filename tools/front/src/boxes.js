// Boxes that leave alone what stays in them.
//
// ipywidgets' own set out anew everything that follows a changed child: whenever something appears above, the
// cursor would leave the field in which somebody is typing.

import { BoxView, HBoxView, VBoxView } from "@jupyter-widgets/controls/lib/widget_box.js";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

const steady = (View) =>
  class extends View {
    initialize(parameters) {
      this.rows = []; // { model, view, place, gone }; a place is empty until its view is there
      super.initialize(parameters);
    }

    update_children() {
      const models = this.model.get("children");
      const stays = staying(this.rows, models);
      this.rows.filter((row) => !stays.includes(row)).forEach((row) => this.leave(row));
      this.rows = stays.map((row, at) => row ?? this.enter(models[at], stays.slice(at).find(Boolean)));
      Promise.allSettled(this.rows.map(({ view }) => view)).then(() => {
        const there = this.rows.filter(({ place }) => !place.isDisposed);
        there.forEach(({ place }) => MessageLoop.postMessage(place, Widget.ResizeMessage.UnknownSize));
      });
    }

    enter(model, follower) {
      const panel = this.luminoWidget;
      const row = { model, place: new Widget(), gone: false };
      panel.insertWidget(follower ? panel.widgets.indexOf(follower.place) : panel.widgets.length, row.place);
      row.view = this.create_child_view(model).then((view) => {
        if (row.gone) return void view.remove();
        const empty = row.place;
        row.place = view.luminoWidget;
        panel.insertWidget(panel.widgets.indexOf(empty), row.place);
        empty.dispose();
      });
      row.view.catch((error) => console.error(error));
      return row;
    }

    leave(row) {
      row.gone = true;
      row.place.dispose();
    }

    remove() {
      this.rows.forEach((row) => (row.gone = true));
      super.remove();
    }
  };

// For each model the row that it stands in already, as long as these keep their order; else nothing.
function staying(rows, models) {
  let from = 0;
  return models.map((model) => {
    const at = rows.findIndex((row, number) => number >= from && row.model === model);
    if (at < 0) return null;
    from = at + 1;
    return rows[at];
  });
}

export const SteadyBoxView = steady(BoxView);
export const SteadyHBoxView = steady(HBoxView);
export const SteadyVBoxView = steady(VBoxView);
