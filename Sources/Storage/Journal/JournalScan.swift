/// What is found in the bytes of a journal.
package struct JournalScan: Sendable {
  /// The whole frames from the beginning on.
  package private(set) var frames: [JournalFrame] = []
  /// Number of bytes of the header and the whole frames.
  package private(set) var wholeSize: Int
  /// Where the last of these frames begins; where the header ends, if there is none.
  package private(set) var lastStart = JournalHeader.size
  /// What follows them.
  package private(set) var rest: Rest = .nothing

  /// What can follow the whole frames.
  package enum Rest: Sendable, Equatable {
    case nothing
    /// Bytes that are no frame, and no frame after them: the last record was not finished, or is
    /// damaged.
    case tail
    /// The mark that is written when a book is closed; without it nothing is lost.
    case damagedSeal
    /// A damaged record with whole ones behind it, at a position.
    case damage(at: Int)
  }

  /// Whether the last frame says that the book was closed.
  package var isSealed: Bool { rest == .nothing && frames.last?.kind == .seal }

  /// The payloads of one kind of frame.
  package func payloads(_ kind: JournalFrame.Kind) -> [[UInt8]] {
    frames.filter { $0.kind == kind }.map(\.payload)
  }

  /// Reads frames up to the first that is not whole.
  ///
  /// - Precondition: the header was found to be good.
  package init(_ bytes: [UInt8], _ binding: JournalBinding) {
    let salt = binding.salt
    var position = JournalHeader.size
    while let frame = JournalScan.frame(bytes, at: position, salt: salt),
      frame.place == UInt64(frames.count)
    {
      frames.append(frame)
      lastStart = position
      position += frame.payload.count + JournalFrame.overhead
    }
    wholeSize = position
    guard position < bytes.count else { return }
    rest = JournalScan.rest(bytes, from: position, after: UInt64(frames.count), salt: salt)
  }

  /// The whole frame at a position; nil where there is none.
  static func frame(_ bytes: [UInt8], at start: Int, salt: UInt32) -> JournalFrame? {
    guard let header = JournalFrame.header(bytes, at: start, salt: salt) else { return nil }
    let end = start + JournalFrame.headerSize + header.payloadCount
    guard end + 4 <= bytes.count,
      bytes.little(UInt32.self, at: end)
        == JournalFrame.checksum(bytes[start..<end], salt: salt)
    else { return nil }
    return JournalFrame(
      header.kind, place: header.place,
      payload: Array(bytes[start + JournalFrame.headerSize..<end]))
  }

  /// Tells damage in the middle from damage at the end: behind the former comes a frame.
  private static func rest(
    _ bytes: [UInt8], from start: Int, after place: UInt64, salt: UInt32
  ) -> Rest {
    let own = JournalFrame.header(bytes, at: start, salt: salt)
    var position = start + 1
    while position + JournalFrame.headerSize <= bytes.count {
      if let header = JournalFrame.header(bytes, at: position, salt: salt), header.place > place {
        return .damage(at: start)
      }
      position += 1
    }
    if let own, own.kind == .seal, own.place == place { return .damagedSeal }
    return .tail
  }
}
