import IniaShapes

/// A part of an expression.
///
/// What is written side by side, like `a.b.c` or `a || b || c`, is one node, so that long expressions are not deep.
indirect enum Node: Sendable {
    /// The value itself.
    case current
    case field(String)
    case literal(Value)
    /// Each part is evaluated on what the one before it gave.
    case chain([Node])
    case index(Int)
    case slice(from: Int?, to: Int?, step: Int?)
    /// Lists in a list are taken apart, one level.
    case flatten(Node)
    /// The elements of a list, each put through the second part; null results are left out.
    case project(Node, through: Node)
    /// The same with the values of an object.
    case projectValues(Node, through: Node)
    /// The same with the elements for which a condition holds.
    case filter(Node, where: Node, through: Node)
    case compare(Comparison, Node, Node)
    case any([Node])
    case all([Node])
    case not(Node)
    case selectList([Node])
    case selectObject([(key: String, value: Node)])
    case call(String, [Node])
    /// An expression that a function evaluates itself.
    case reference(Node)
}

enum Comparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}
