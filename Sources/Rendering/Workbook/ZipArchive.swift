/// A ZIP archive written from the first byte to the last, entry by entry.
///
/// What an entry comes to is told behind it, so that no entry has to be held in memory.
struct ZipArchive {
  private struct Entry {
    let name: [UInt8]
    let offset: UInt32
    var checksum: UInt32 = 0
    var packed: UInt32 = 0
    var size: UInt32 = 0
  }

  /// Sizes follow the entry; names are UTF-8.
  private static let flags: UInt16 = 0x0808
  private static let deflated: UInt16 = 8
  private static let version: UInt16 = 20
  /// 1 January 1980, the first day that the format knows: the time of writing is told inside.
  private static let date: UInt16 = 0x0021

  private var entries: [Entry] = []
  private var written = 0
  private var checksum = CyclicChecksum()
  private var deflater = Deflater()
  private var packed = 0
  private var size = 0

  /// Whether it has grown beyond what its fields for sizes and places can tell.
  var isOverfull: Bool {
    let most = Int(UInt32.max)
    return written > most || size > most
  }

  /// Writes a whole entry.
  mutating func add(_ name: String, _ bytes: [UInt8], to output: inout [UInt8]) {
    begin(name, in: &output)
    append(bytes, to: &output)
    endEntry(in: &output)
  }

  /// Begins an entry.
  mutating func begin(_ name: String, in output: inout [UInt8]) {
    let start = output.count
    entries.append(Entry(name: Array(name.utf8), offset: UInt32(truncatingIfNeeded: written)))
    checksum = CyclicChecksum()
    deflater = Deflater()
    (packed, size) = (0, 0)
    append(0x0403_4B50 as UInt32, to: &output)
    append(Self.version, to: &output)
    appendMethod(to: &output)
    // The checksum and both sizes follow the entry.
    for _ in 0..<3 { append(0 as UInt32, to: &output) }
    appendLength(of: entries[entries.count - 1], to: &output)
    append(0 as UInt16, to: &output)
    output += entries[entries.count - 1].name
    written += output.count - start
  }

  /// Adds bytes to the entry.
  mutating func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    let start = output.count
    checksum.add(bytes)
    deflater.append(bytes, to: &output)
    packed += output.count - start
    size += bytes.count
    written += output.count - start
  }

  /// Ends the entry.
  mutating func endEntry(in output: inout [UInt8]) {
    let start = output.count
    deflater.finish(into: &output)
    packed += output.count - start
    let last = entries.count - 1
    entries[last].checksum = checksum.value
    entries[last].packed = UInt32(truncatingIfNeeded: packed)
    entries[last].size = UInt32(truncatingIfNeeded: size)
    append(0x0807_4B50 as UInt32, to: &output)
    appendSums(of: entries[last], to: &output)
    written += output.count - start
  }

  /// Ends the archive with the list of its entries.
  mutating func finish(into output: inout [UInt8]) {
    let start = output.count
    for entry in entries {
      append(0x0201_4B50 as UInt32, to: &output)
      append(Self.version, to: &output)
      append(Self.version, to: &output)
      appendMethod(to: &output)
      appendSums(of: entry, to: &output)
      appendLength(of: entry, to: &output)
      // Nothing more, no remark, the first disk, no attributes within.
      for _ in 0..<4 { append(0 as UInt16, to: &output) }
      append(0 as UInt32, to: &output)
      append(entry.offset, to: &output)
      output += entry.name
    }
    let length = UInt32(truncatingIfNeeded: output.count - start)
    append(0x0605_4B50 as UInt32, to: &output)
    append(0 as UInt32, to: &output)
    let count = UInt16(truncatingIfNeeded: entries.count)
    append(count, to: &output)
    append(count, to: &output)
    append(length, to: &output)
    append(UInt32(truncatingIfNeeded: written), to: &output)
    append(0 as UInt16, to: &output)
  }

  // MARK: Fields

  private func appendMethod(to output: inout [UInt8]) {
    append(Self.flags, to: &output)
    append(Self.deflated, to: &output)
    append(0 as UInt16, to: &output)
    append(Self.date, to: &output)
  }

  private func appendSums(of entry: Entry, to output: inout [UInt8]) {
    append(entry.checksum, to: &output)
    append(entry.packed, to: &output)
    append(entry.size, to: &output)
  }

  private func appendLength(of entry: Entry, to output: inout [UInt8]) {
    append(UInt16(truncatingIfNeeded: entry.name.count), to: &output)
  }

  /// The lowest byte first.
  private func append<Number: FixedWidthInteger>(_ number: Number, to output: inout [UInt8]) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      output.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }
}
