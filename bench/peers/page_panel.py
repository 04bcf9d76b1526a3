"""The page in Panel."""

import math

import panel as pn
import plotly.graph_objects as go

pn.extension("plotly")
sliders = [pn.widgets.IntSlider(name=f"Slider {number}", end=100, value=10) for number in range(1, 13)]
texts = [pn.widgets.TextInput(name=f"Text {number}") for number in range(1, 7)]
label = pn.pane.Str(pn.bind("First slider: {}".format, sliders[0]))
figure = go.Figure()
for line in range(8):
    points = [(line + 1) * math.sin(x / 10 + line) for x in range(100)]
    figure.add_scatter(y=points, mode="lines", name=f"Line {line + 1}")
pn.Column(*sliders, *texts, label, pn.pane.Plotly(figure)).servable()
