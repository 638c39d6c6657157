import Glibc

/// Looks for one byte with the system's own search, which looks at many at a time.
enum ByteSearch {
  /// The first place of a byte in a range.
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    return unsafe bytes.extracting(range).withUnsafeBytes { all in
      guard let start = all.baseAddress,
        let found = unsafe memchr(start, Int32(byte), all.count)
      else { return nil }
      return unsafe range.lowerBound + (UnsafeRawPointer(found) - start)
    }
  }
}
