import DiskSupport
import Storage
import Testing

@Suite("The journal of a book")
struct JournalTests {
  private static let store = StoreID(high: 1, low: 2)

  /// A folder with a book and some changes, closed in good order or left open.
  private static func book(_ changes: Range<UInt32>, closed: Bool) throws -> SimulatedDisk {
    let disk = SimulatedDisk()
    let folder = try make(on: disk)
    for number in changes { try folder.save(PlainSnapshot.payload(number)) }
    if closed { folder.close() } else { disk.killProcess() }
    return disk
  }

  private static func make(
    on disk: SimulatedDisk, store: StoreID = JournalTests.store
  ) throws -> BookFolder {
    try BookFolder.create(on: disk, store: store) { (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write([], of: store, generation: generation, to: file, on: disk)
    }
  }

  private static func open(_ disk: SimulatedDisk) throws(BookFolder.OpenFailure)
    -> BookFolder.Opened
  {
    try BookFolder.open(on: disk, forWriting: true, identify: PlainSnapshot.identify)
  }

  private static func numbers(_ opened: BookFolder.Opened) -> [UInt32?] {
    opened.events.map { PlainSnapshot.number(in: $0) }
  }

  private static func journal(_ disk: SimulatedDisk) throws -> [UInt8] {
    let file = try disk.open("journal-1", .reading)
    defer { disk.close(file) }
    return try disk.read(file, at: 0, count: 1_000_000)
  }

  private static func replace(_ name: String, with bytes: [UInt8], on disk: SimulatedDisk) throws {
    let file = try disk.open(name, .replacing)
    try disk.write(bytes, to: file, at: 0)
    disk.close(file)
  }

  @Test("the checksum is CRC-32C")
  func checksum() {
    var whole = Checksum()
    whole.add(Array("123456789".utf8)[...])
    #expect(whole.value == 0xe306_9283)
    var pieces = Checksum()
    let text = Array("The quick brown fox jumps over the lazy dog".utf8)
    pieces.add(text[..<11])
    pieces.add(text[11...])
    #expect(pieces.value == 0x2262_0404)
  }

  @Test("what was saved is there when the book is opened again")
  func reopening() throws {
    let disk = try JournalTests.book(1..<4, closed: true)
    let opened = try JournalTests.open(disk)
    #expect(JournalTests.numbers(opened) == [1, 2, 3])
    #expect(opened.notices == [])
    try opened.folder.save(PlainSnapshot.payload(4))
    opened.folder.close()
    #expect(throws: BookFolder.SaveFailure.notWritable(.closed)) { try opened.folder.save([1]) }
    #expect(JournalTests.numbers(try JournalTests.open(disk)) == [1, 2, 3, 4])
  }

  @Test("a journal cut off anywhere has exactly the changes before the cut, and the rest is kept")
  func truncations() throws {
    let disk = try JournalTests.book(1..<9, closed: false)
    let bytes = try JournalTests.journal(disk)
    let size = (bytes.count - 60) / 8
    for length in 60..<bytes.count {
      let cut = disk.copy()
      try JournalTests.replace("journal-1", with: Array(bytes[..<length]), on: cut)
      let opened = try JournalTests.open(cut)
      let whole = (length - 60) / size
      #expect(JournalTests.numbers(opened) == (0..<whole).map { UInt32($0) + 1 })
      let rest = (length - 60) % size
      let kept = BookFolder.Notice.tailKept(file: "journal-1.tail-1", byteCount: rest)
      #expect(opened.notices == (rest == 0 ? [] : [kept]))
      opened.folder.close()
      #expect(try JournalTests.open(cut).notices == [])
    }
    for length in 0..<60 {
      try JournalTests.replace("journal-1", with: Array(bytes[..<length]), on: disk)
      #expect(throws: BookFolder.OpenFailure.damaged(.journalHeader("journal-1"))) {
        try JournalTests.open(disk)
      }
    }
  }

  @Test("every flipped bit is noticed, in the last record too", arguments: [true, false])
  func flips(closed: Bool) throws {
    let disk = try JournalTests.book(1..<9, closed: closed)
    let bytes = try JournalTests.journal(disk)
    var silent: [Int] = []
    for bit in 0..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      let copy = disk.copy()
      try JournalTests.replace("journal-1", with: flipped, on: copy)
      do throws(BookFolder.OpenFailure) {
        let opened = try JournalTests.open(copy)
        let isWhole = JournalTests.numbers(opened) == (1..<9).map { UInt32($0) }
        if opened.notices.isEmpty || (closed && !isWhole) { silent.append(bit) }
      } catch .damaged {
      } catch .newer {
      } catch {
        silent.append(bit)
      }
    }
    #expect(silent == [])
  }

  @Test("a file of another book, or of another state of this one, is refused")
  func mispaired() throws {
    let disk = try JournalTests.book(1..<4, closed: true)
    let other = SimulatedDisk()
    try JournalTests.make(on: other, store: StoreID(high: 1, low: 3)).close()
    try JournalTests.replace("journal-1", with: try JournalTests.journal(other), on: disk)
    #expect(throws: BookFolder.OpenFailure.damaged(.notPaired("journal-1"))) {
      try JournalTests.open(disk)
    }
    try disk.unlink("journal-1")
    #expect(throws: BookFolder.OpenFailure.damaged(.journalMissing("journal-1"))) {
      try JournalTests.open(disk)
    }
    try disk.unlink("snapshot-1")
    #expect(throws: BookFolder.OpenFailure.noBook) { try JournalTests.open(disk) }
  }

  @Test("one writes, others read, and the lock goes on when its holder ends")
  func oneWriter() throws {
    let disk = try JournalTests.book(1..<2, closed: true)
    let writer = try JournalTests.open(disk)
    let reader = try JournalTests.open(disk)
    #expect(reader.notices == [.writtenByAnother])
    #expect(throws: BookFolder.SaveFailure.notWritable(.reading)) { try reader.folder.save([1]) }
    try writer.folder.save(PlainSnapshot.payload(2))
    writer.folder.close()
    #expect(JournalTests.numbers(reader) == [1])
    #expect(JournalTests.numbers(try JournalTests.open(disk)) == [1, 2])
  }

  @Test("a new generation holds everything, and the old one goes")
  func generations() throws {
    let disk = try JournalTests.book(1..<3, closed: false)
    let opened = try JournalTests.open(disk)
    try opened.folder.startGeneration(past: opened.events) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write(
        [1, 2], of: JournalTests.store, generation: generation, to: file, on: disk)
    }
    try opened.folder.save(PlainSnapshot.payload(3))
    opened.folder.close()
    #expect(Set(try disk.names()) == ["snapshot-2", "journal-2"])
    let again = try JournalTests.open(disk)
    #expect(again.past.map { PlainSnapshot.number(in: $0) } == [1, 2])
    #expect(JournalTests.numbers(again) == [3])
    try disk.unlink("snapshot-2")
    again.folder.close()
    #expect(throws: BookFolder.OpenFailure.noBook) { try JournalTests.open(disk) }
  }

  @Test("a snapshot that was lost is not replaced by an older one in silence")
  func lostSnapshot() throws {
    let disk = try JournalTests.book(1..<3, closed: true)
    let old = disk.copy()
    let opened = try JournalTests.open(disk)
    try opened.folder.startGeneration(past: opened.events) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write(
        [1, 2], of: JournalTests.store, generation: generation, to: file, on: disk)
    }
    try opened.folder.save(PlainSnapshot.payload(3))
    let file = try disk.open("journal-2", .reading)
    try JournalTests.replace(
      "journal-2", with: try disk.read(file, at: 0, count: 10_000), on: old)
    #expect(throws: BookFolder.OpenFailure.damaged(.snapshotMissing(journal: "journal-2"))) {
      try JournalTests.open(old)
    }
  }
}
