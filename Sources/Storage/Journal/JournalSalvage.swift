/// The whole records of a journal, wherever they stand, and what is between them.
package struct JournalSalvage: Sendable {
  /// The records, in order.
  package private(set) var frames: [JournalFrame] = []
  /// What of it is damaged, in words.
  package private(set) var damage: [String] = []

  /// Whether it has no changes, or was closed behind the last.
  package var isClosed: Bool {
    frames.allSatisfy { $0.kind == .past } || frames.last?.kind == .seal
  }

  /// Reads what is there.
  ///
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - binding: what ties it to its snapshot; its header tells the same, unless it is damaged.
  package init(_ bytes: [UInt8], _ binding: JournalBinding) {
    switch Result(catching: { () throws(JournalHeader.Fault) in try JournalHeader.binding(bytes) })
    {
    case .success(let own) where own != binding:
      damage = ["all of it: it belongs to another book"]
      return
    case .success: break
    case .failure: damage = ["its beginning"]
    }
    let salt = binding.salt
    var position = JournalHeader.size
    var gap: Int?
    while position < bytes.count {
      let next = frames.last.map { $0.place + 1 } ?? 0
      guard let frame = JournalScan.frame(bytes, at: position, salt: salt), frame.place >= next
      else {
        gap = gap ?? position
        position += 1
        continue
      }
      if let start = gap { tell(start..<position) }
      gap = nil
      frames.append(frame)
      position += frame.payload.count + JournalFrame.overhead
    }
    if let start = gap { tell(start..<bytes.count) }
  }

  private mutating func tell(_ bytes: Range<Int>) {
    damage.append("bytes \(bytes.lowerBound) to \(bytes.upperBound - 1)")
  }
}
