/// Tells an answer in one format: what comes before the rows, the rows, what comes after them.
///
/// A renderer computes nothing and looks nothing up: an answer and a style in, bytes out.
protocol Renderer {
  /// Adds what stands before the rows.
  mutating func begin(into output: inout [UInt8])
  /// Adds the next rows; they come in order, all of them.
  mutating func append(rows: Range<Int>, into output: inout [UInt8])
  /// Adds what stands after the rows.
  mutating func end(into output: inout [UInt8])
  /// Whether more was told than the format can hold, so that its file would be of no use.
  var isOverfull: Bool { get }
}

extension Renderer {
  /// Texts may be of any length.
  var isOverfull: Bool { false }
}
