// Underscore is there already, for Backbone.
export { isEqual as default } from "underscore";
