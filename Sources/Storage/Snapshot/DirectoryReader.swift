import Columns

/// Reads what `DirectoryWriter` has written; bytes that nobody wrote so are a fault, not a crash.
struct DirectoryReader {
  /// The bytes are no directory.
  struct Fault: Error {}

  private let bytes: ByteRange
  private var next = 0

  init(_ bytes: ByteRange) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next == bytes.count }

  mutating func skip(_ count: Int) {
    next = min(next + count, bytes.count)
  }

  private mutating func byte() throws(Fault) -> UInt8 {
    guard next < bytes.count else { throw Fault() }
    next += 1
    return bytes[next - 1]
  }

  mutating func number() throws(Fault) -> Int {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: value)) }
    }
    throw Fault()
  }

  mutating func fixed() throws(Fault) -> UInt64 {
    var value: UInt64 = 0
    for shift in 0..<8 { value |= UInt64(try byte()) << UInt64(8 * shift) }
    return value
  }

  /// A place in a file or a number of bytes or rows.
  mutating func place() throws(Fault) -> Int {
    guard let place = Int(exactly: try fixed()) else { throw Fault() }
    return place
  }

  /// How many of something follow or are meant; never below zero, never more than fits a row.
  mutating func count() throws(Fault) -> Int {
    let count = try number()
    guard count >= 0, count <= Int(Int32.max) else { throw Fault() }
    return count
  }

  /// A part of a file: where it begins, and how many bytes it has.
  mutating func part(of size: Int) throws(Fault) -> Range<Int> {
    let (start, count) = (try place(), try place())
    guard start <= size, count <= size - start else { throw Fault() }
    return start..<(start + count)
  }

  mutating func text() throws(Fault) -> String {
    let count = try count()
    guard count <= bytes.count - next else { throw Fault() }
    let text = bytes.copy(next..<(next + count))
    next += count
    return String(decoding: text, as: UTF8.self)
  }
}
