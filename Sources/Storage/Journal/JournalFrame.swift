/// The identity that a book keeps for life: 128 random bits.
package struct StoreID: Sendable, Hashable {
  /// The first and the second half.
  package let high: UInt64
  /// The second half.
  package let low: UInt64

  /// An identity by its halves.
  package init(high: UInt64, low: UInt64) {
    (self.high, self.low) = (high, low)
  }

  /// An identity that no other book has.
  package static func random() -> StoreID {
    var generator = SystemRandomNumberGenerator()
    return StoreID(high: generator.next(), low: generator.next())
  }
}

/// What ties a journal to its book: nothing else may be read together with it.
package struct JournalBinding: Sendable, Hashable {
  /// The book.
  package let store: StoreID
  /// Which snapshot of the book it continues.
  package let generation: UInt64
  /// The checksum of that snapshot.
  package let snapshotChecksum: UInt64

  /// A binding of a journal.
  package init(store: StoreID, generation: UInt64, snapshotChecksum: UInt64) {
    self.store = store
    self.generation = generation
    self.snapshotChecksum = snapshotChecksum
  }

  /// A salt for checksums, so that a record of another journal is never taken for one of this.
  var salt: UInt32 {
    var bytes: [UInt8] = []
    bytes.append(little: store.high)
    bytes.append(little: store.low)
    bytes.append(little: generation)
    var checksum = Checksum()
    checksum.add(bytes[...])
    return checksum.value
  }
}

/// One record of a journal, as bytes.
///
///     bytes  0..<4    length of the payload
///            4        kind
///            5..<8    zero
///            8..<16   place of the frame in its journal, from 0
///           16..<20   checksum of the bytes before, salted
///           20..<n    payload
///            n..<n+4  checksum of all bytes before, salted
///
/// The header has a checksum of its own: a wrong length must not hide what follows.
package struct JournalFrame: Sendable, Equatable {
  /// What a frame is for.
  package enum Kind: UInt8, Sendable {
    /// A change since the snapshot.
    case event = 1
    /// A change that the snapshot holds already, kept for the history.
    case past = 2
    /// Everything before was whole when the book was closed.
    case seal = 3
  }

  /// What it is for.
  package let kind: Kind
  /// Its place in the journal.
  package let place: UInt64
  /// What it carries.
  package let payload: [UInt8]

  static let headerSize = 20
  static let overhead = headerSize + 4
  /// Most bytes that a payload may have: 64 MiB.
  package static let maximumPayload = 67_108_864

  /// A frame at a place.
  package init(_ kind: Kind, place: UInt64, payload: [UInt8]) {
    self.kind = kind
    self.place = place
    self.payload = payload
  }

  /// Its bytes in a journal with a salt.
  func bytes(salt: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count + JournalFrame.overhead)
    bytes.append(little: UInt32(payload.count))
    bytes += [kind.rawValue, 0, 0, 0]
    bytes.append(little: place)
    bytes.append(little: JournalFrame.checksum(bytes[...], salt: salt))
    bytes += payload
    bytes.append(little: JournalFrame.checksum(bytes[...], salt: salt))
    return bytes
  }

  static func checksum(_ bytes: ArraySlice<UInt8>, salt: UInt32) -> UInt32 {
    var checksum = Checksum(salt: salt)
    checksum.add(bytes)
    return checksum.value
  }

  /// What the header at a position says, if it is one.
  static func header(
    _ bytes: [UInt8], at start: Int, salt: UInt32
  ) -> (kind: Kind, place: UInt64, payloadCount: Int)? {
    guard start + headerSize <= bytes.count,
      bytes.little(UInt32.self, at: start + 16)
        == checksum(bytes[start..<start + 16], salt: salt),
      let kind = Kind(rawValue: bytes[start + 4])
    else { return nil }
    let count = Int(bytes.little(UInt32.self, at: start))
    guard count <= maximumPayload else { return nil }
    return (kind, bytes.little(UInt64.self, at: start + 8), count)
  }
}

/// The first bytes of a journal.
///
///     bytes  0..<8    "invoqjnl"
///            8..<12   version of the format
///           12..<16   zero
///           16..<32   identity of the book
///           32..<40   generation
///           40..<48   checksum of the snapshot
///           48..<56   zero, for later versions
///           56..<60   checksum of the bytes before
enum JournalHeader {
  static let size = 60
  static let version: UInt32 = 1
  private static let magic = Array("invoqjnl".utf8)

  /// What can be wrong with a header.
  enum Fault: Error, Equatable {
    /// Not a journal, or a damaged one.
    case damaged
    /// Made by a version of the program that came later.
    case newer(UInt32)
  }

  static func bytes(_ binding: JournalBinding) -> [UInt8] {
    var bytes = magic
    bytes.append(little: version)
    bytes.append(little: UInt32(0))
    bytes.append(little: binding.store.high)
    bytes.append(little: binding.store.low)
    bytes.append(little: binding.generation)
    bytes.append(little: binding.snapshotChecksum)
    bytes.append(little: UInt64(0))
    bytes.append(little: JournalFrame.checksum(bytes[...], salt: 0))
    return bytes
  }

  static func binding(_ bytes: [UInt8]) throws(Fault) -> JournalBinding {
    guard bytes.count >= size, Array(bytes[0..<8]) == magic,
      bytes.little(UInt32.self, at: 56) == JournalFrame.checksum(bytes[0..<56], salt: 0)
    else { throw .damaged }
    let version = bytes.little(UInt32.self, at: 8)
    guard version <= JournalHeader.version else { throw .newer(version) }
    return JournalBinding(
      store: StoreID(
        high: bytes.little(UInt64.self, at: 16), low: bytes.little(UInt64.self, at: 24)),
      generation: bytes.little(UInt64.self, at: 32),
      snapshotChecksum: bytes.little(UInt64.self, at: 40))
  }
}

extension [UInt8] {
  /// Appends a number, its least byte first.
  mutating func append<T: FixedWidthInteger>(little number: T) {
    var rest = number
    for _ in 0..<(T.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// The number at a position, its least byte first.
  func little<T: FixedWidthInteger>(_ type: T.Type, at start: Int) -> T {
    var number: T = 0
    for place in (0..<(T.bitWidth / 8)).reversed() {
      number = number << 8 | T(truncatingIfNeeded: self[start + place])
    }
    return number
  }
}
