/// What sets a line off from the rows on a terminal with colors.
enum Emphasis: String {
  case heading = "1"
  case remark = "2"

  /// Adds a line, set off if the style has colors.
  func append(line: [UInt8], style: RenderingStyle, to output: inout [UInt8]) {
    if style.color {
      output.append(contentsOf: "\u{1B}[\(rawValue)m".utf8)
      output.append(contentsOf: line)
      output.append(contentsOf: "\u{1B}[0m".utf8)
    } else {
      output.append(contentsOf: line)
    }
    output.append(UInt8(ascii: "\n"))
  }
}
