"""The page in Solara."""

import math

import plotly.graph_objects as go
import solara


@solara.component
def Page() -> None:  # noqa: N802 - the name that Solara looks for
    """Show the page."""
    first = solara.use_reactive(10)
    solara.SliderInt("Slider 1", value=first, min=0, max=100)
    for number in range(2, 13):
        solara.SliderInt(f"Slider {number}", value=10, min=0, max=100)
    for number in range(1, 7):
        solara.InputText(f"Text {number}")
    solara.Text(f"First slider: {first.value}")
    figure = go.Figure()
    for line in range(8):
        points = [(line + 1) * math.sin(x / 10 + line) for x in range(100)]
        figure.add_scatter(y=points, mode="lines", name=f"Line {line + 1}")
    solara.FigurePlotly(figure)
