// Pages have no formulas: a text is left as it is.
export const removeMath = (text) => ({ text, math: [] });
export const replaceMath = (text) => text;
