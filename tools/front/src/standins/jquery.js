// The views keep their node in a jQuery object as well; nothing on our pages asks it for more than the node.
export default function $(node) {
  if (!(this instanceof $)) return new $(node);
  this[0] = node;
  this.length = 1;
}
