"""The page in marimo."""

import marimo

app = marimo.App()


@app.cell
def _():
    import math

    import marimo as mo
    import plotly.graph_objects as go

    return go, math, mo


@app.cell
def _(mo):
    sliders = [mo.ui.slider(0, 100, value=10, label=f"Slider {number}") for number in range(1, 13)]
    first = sliders[0]
    mo.vstack(sliders)
    return (first,)


@app.cell
def _(mo):
    mo.vstack([mo.ui.text(label=f"Text {number}") for number in range(1, 7)])
    return


@app.cell
def _(first, mo):
    mo.plain_text(f"First slider: {first.value}")
    return


@app.cell
def _(go, math):
    figure = go.Figure()
    for line in range(8):
        points = [(line + 1) * math.sin(x / 10 + line) for x in range(100)]
        figure.add_scatter(y=points, mode="lines", name=f"Line {line + 1}")
    figure  # noqa: B018 - what a cell ends with is shown
    return


if __name__ == "__main__":
    app.run()
