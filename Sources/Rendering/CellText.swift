import Model

/// Width and cutting of text that is safe to be shown.
enum CellText {
  /// Stands where something was cut off or left out.
  static let ellipsis: [UInt8] = Array("…".utf8)

  /// Columns of a terminal that valid UTF-8 takes.
  static func width(_ bytes: some Collection<UInt8>) -> Int {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return DisplayWidth.of(String(decoding: bytes, as: UTF8.self))
  }

  /// Cuts off what is too much for a number of columns, from `start` on, and marks it by `…`.
  ///
  /// A character is kept or cut whole, with the marks that stand on it.
  static func cut(_ output: inout [UInt8], from start: Int, toWidth limit: Int) {
    guard width(output[start...]) > limit else { return }
    var end = start
    var used = 0
    for scalar in String(decoding: output[start...], as: UTF8.self).unicodeScalars {
      used += DisplayWidth.of(scalar)
      if used > limit - 1 { break }
      end += UTF8.width(scalar)
    }
    output.removeSubrange(end...)
    output.append(contentsOf: ellipsis)
  }

  /// Adds so many blanks; none for a number below one.
  static func appendBlanks(_ count: Int, to output: inout [UInt8]) {
    if count > 0 { output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
  }

  /// Ends a line without blanks before its end, so that it copies well.
  static func endLine(_ output: inout [UInt8]) {
    while output.last == UInt8(ascii: " ") { output.removeLast() }
    output.append(UInt8(ascii: "\n"))
  }
}
