"""The page in Streamlit."""

import math

import plotly.graph_objects as go
import streamlit as st

sliders = [st.slider(f"Slider {number}", 0, 100, 10) for number in range(1, 13)]
for number in range(1, 7):
    st.text_input(f"Text {number}")
st.text(f"First slider: {sliders[0]}")
figure = go.Figure()
for line in range(8):
    points = [(line + 1) * math.sin(x / 10 + line) for x in range(100)]
    figure.add_scatter(y=points, mode="lines", name=f"Line {line + 1}")
st.plotly_chart(figure)
