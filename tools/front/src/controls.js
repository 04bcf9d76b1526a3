// Which widgets a page can show. What is not named here is not in the script.

import * as base from "@jupyter-widgets/base";
import { CheckboxModel, CheckboxView } from "@jupyter-widgets/controls/lib/widget_bool.js";
import { BoxModel, HBoxModel, VBoxModel } from "@jupyter-widgets/controls/lib/widget_box.js";
import { ButtonModel, ButtonStyleModel, ButtonView } from "@jupyter-widgets/controls/lib/widget_button.js";
import { DescriptionStyleModel } from "@jupyter-widgets/controls/lib/widget_description.js";
import { FloatSliderModel, FloatSliderView } from "@jupyter-widgets/controls/lib/widget_float.js";
import { IntSliderModel, IntSliderView, SliderStyleModel } from "@jupyter-widgets/controls/lib/widget_int.js";
import { CheckboxStyleModel } from "@jupyter-widgets/controls/lib/widget_bool.js";
import { DropdownModel, DropdownView } from "@jupyter-widgets/controls/lib/widget_selection.js";
import {
  HTMLModel,
  HTMLStyleModel,
  HTMLView,
  LabelModel,
  LabelStyleModel,
  LabelView,
  TextareaModel,
  TextareaView,
  TextModel,
  TextStyleModel,
  TextView,
} from "@jupyter-widgets/controls/lib/widget_string.js";
import { AnyModel, AnyView } from "./anywidget.js";
import { SteadyBoxView, SteadyHBoxView, SteadyVBoxView } from "./boxes.js";
import { OutputModel, OutputView } from "./output.js";

const { LayoutModel, LayoutView, StyleModel, StyleView, DOMWidgetModel, DOMWidgetView, WidgetModel, WidgetView } = base;

const KNOWN = {
  "@jupyter-widgets/base": {
    DOMWidgetModel,
    DOMWidgetView,
    LayoutModel,
    LayoutView,
    StyleModel,
    StyleView,
    WidgetModel,
    WidgetView,
  },
  "@jupyter-widgets/controls": {
    BoxModel,
    BoxView: SteadyBoxView,
    ButtonModel,
    ButtonStyleModel,
    ButtonView,
    CheckboxModel,
    CheckboxStyleModel,
    CheckboxView,
    DescriptionStyleModel,
    DropdownModel,
    DropdownView,
    FloatSliderModel,
    FloatSliderView,
    HBoxModel,
    HBoxView: SteadyHBoxView,
    HTMLModel,
    HTMLStyleModel,
    HTMLView,
    IntSliderModel,
    IntSliderView,
    LabelModel,
    LabelStyleModel,
    LabelView,
    SliderStyleModel,
    TextareaModel,
    TextareaView,
    TextModel,
    TextStyleModel,
    TextView,
    VBoxModel,
    VBoxView: SteadyVBoxView,
  },
  "@jupyter-widgets/output": { OutputModel, OutputView },
  anywidget: { AnyModel, AnyView },
};

export function known(name, module) {
  const found = Object.hasOwn(KNOWN, module) && Object.hasOwn(KNOWN[module], name) ? KNOWN[module][name] : null;
  if (!found) throw new Error(`This page's script holds no ${name} of ${module}.`);
  return found;
}
