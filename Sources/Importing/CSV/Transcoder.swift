/// Turns the bytes of a declared encoding into UTF-8, piece by piece.
struct Transcoder {
  /// Why bytes are no text of the encoding.
  typealias Fault = ScanFault.Reason

  /// The characters of the bytes from 80 to 9F in windows-1252, 0 for the five that are none.
  static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
  /// Most bytes of UTF-8 that one byte of any encoding comes to.
  static let growth = 3

  let encoding: TextEncoding
  /// The first byte of a unit of two whose second has not come.
  private var halfUnit: UInt8?
  /// The first of two surrogates whose second has not come.
  private var highSurrogate: UInt16 = 0

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
  }

  /// Appends the text of some bytes; stops at the first fault and returns it.
  mutating func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) -> Fault? {
    for byte in bytes {
      switch encoding {
      case .utf8:
        text.append(byte)
      case .latin1:
        Transcoder.append(UInt32(byte), to: &text)
      case .windows1252:
        var scalar = UInt32(byte)
        if byte >= 0x80, byte < 0xA0 {
          scalar = UInt32(Transcoder.windows1252[Int(byte) - 0x80])
          if scalar == 0 { return .undefinedByte(byte) }
        }
        Transcoder.append(scalar, to: &text)
      case .utf16, .utf16LittleEndian, .utf16BigEndian:
        guard let first = halfUnit else {
          halfUnit = byte
          continue
        }
        halfUnit = nil
        let isBig = encoding == .utf16BigEndian
        let unit = isBig ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
        if let fault = take(unit, &text) { return fault }
      }
    }
    return nil
  }

  /// What is missing at the end of the text.
  func finish() -> Fault? {
    halfUnit != nil || highSurrogate != 0 ? .brokenPair : nil
  }

  private mutating func take(_ unit: UInt16, _ text: inout [UInt8]) -> Fault? {
    let isLow = 0xDC00...0xDFFF ~= unit
    if highSurrogate != 0 {
      guard isLow else { return .brokenPair }
      let scalar = 0x10000 + (UInt32(highSurrogate) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
      highSurrogate = 0
      Transcoder.append(scalar, to: &text)
    } else if isLow {
      return .brokenPair
    } else if 0xD800...0xDBFF ~= unit {
      highSurrogate = unit
    } else {
      Transcoder.append(UInt32(unit), to: &text)
    }
    return nil
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    func part(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    if scalar < 0x80 {
      text.append(UInt8(scalar))
    } else if scalar < 0x800 {
      text.append(UInt8(0xC0 | scalar >> 6))
      text.append(part(0))
    } else if scalar < 0x10000 {
      text.append(UInt8(0xE0 | scalar >> 12))
      text.append(part(6))
      text.append(part(0))
    } else {
      text.append(UInt8(0xF0 | scalar >> 18))
      text.append(part(12))
      text.append(part(6))
      text.append(part(0))
    }
  }
}
