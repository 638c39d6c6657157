/// Numbers as most of Europe writes them: `1.234,50`.
enum DecimalComma {
  /// Exchanges points and commas from a place on.
  static func apply(to output: inout [UInt8], from start: Int) {
    for index in start..<output.count {
      switch output[index] {
      case UInt8(ascii: "."): output[index] = UInt8(ascii: ",")
      case UInt8(ascii: ","): output[index] = UInt8(ascii: ".")
      default: continue
      }
    }
  }
}
