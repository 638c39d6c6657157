import Storage

/// One life after another of a book on a disk that fails.
///
/// Sessions open it, save changes, start generations, and are killed, or the power goes. One seed,
/// one history.
///
/// What is checked after each opening: every change that was said to be saved is there, in order;
/// at most those follow whose saving was said to be unknown; none that was said not to be saved.
package struct StoreHistory {
  /// What went wrong, in words; nil for a good history.
  package private(set) var failure: String?
  /// Sessions that opened the book.
  package private(set) var openings = 0
  /// Changes saved.
  package private(set) var saved = 0

  private let base: SimulatedDisk
  private let disk: ForgetfulDisk
  private var chance: Chance
  /// Changes that must be there.
  private var sure: [UInt32] = []
  /// A change that may be there behind them.
  private var doubtful: UInt32?
  private var next: UInt32 = 1
  private static let store = StoreID(high: 0x1234, low: 0x5678)
  private static let maximumLives = 6

  /// Lives through the history of a seed.
  package init(seed: UInt64, mistake: PlantedMistake? = nil) {
    chance = Chance(seed: seed)
    base = SimulatedDisk(chance: Chance(seed: seed ^ 0xabcd))
    disk = ForgetfulDisk(base, mistake)
    create()
    for _ in 0..<(1 + chance.below(StoreHistory.maximumLives)) where failure == nil { live() }
    // At last a session without faults: whatever happened, the book can be opened.
    base.killProcess()
    if failure == nil { session(isFaulty: false) }
  }

  private mutating func create() {
    disk.phase = .startingGeneration
    let store = StoreHistory.store
    let folder = try? BookFolder.create(on: disk, store: store) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write([], of: store, generation: generation, to: file, on: disk)
    }
    if folder == nil { failure = "the book could not be made" }
    folder?.close()
  }

  private mutating func live() {
    if chance.below(4) > 0 { base.callsToLive = chance.below(45) }
    if chance.below(3) == 0 {
      base.callsToError = chance.below(40)
      base.errorsPersist = chance.below(3) == 0
    }
    session(isFaulty: true)
    if chance.below(3) == 0 { base.killProcess() } else { base.losePower() }
  }

  private mutating func session(isFaulty: Bool) {
    disk.phase = .opening
    let opened: BookFolder.Opened
    var numbers: [UInt32] = []
    do {
      opened = try BookFolder.open(on: disk, forWriting: chance.below(10) > 0) {
        (disk, name) throws(DiskError) in
        let found = try PlainSnapshot.read(name, on: disk)
        numbers = found?.numbers ?? []
        return found?.identity
      }
    } catch .disk where isFaulty {
      return
    } catch {
      failure = "the book does not open: \(error)"
      return
    }
    openings += 1
    let folder = opened.folder
    check(numbers, opened)
    guard failure == nil, folder.state == .writing else { return }
    for _ in 0..<chance.below(9) where folder.state == .writing {
      if chance.below(8) == 0 { startGeneration(folder) } else { save(folder) }
    }
    disk.phase = .saving
    if chance.below(2) == 0 { folder.close() }
  }

  private mutating func check(_ snapshot: [UInt32], _ opened: BookFolder.Opened) {
    let past = opened.past.map { PlainSnapshot.number(in: $0) ?? 0 }
    let found = snapshot + opened.events.map { PlainSnapshot.number(in: $0) ?? 0 }
    if past != snapshot {
      failure = "the history says \(past), the snapshot \(snapshot)"
    } else if opened.folder.state == .reading {
      // Who only reads makes nothing safe.
      let isRight = found == sure || doubtful.map { found == sure + [$0] } ?? false
      if !isRight { failure = "a reader finds \(found), saved were \(sure)" }
    } else if found == sure {
      doubtful = nil
    } else if let doubtful, found == sure + [doubtful] {
      sure.append(doubtful)
      self.doubtful = nil
    } else {
      failure = "saved were \(sure), doubtful \(doubtful ?? 0), found are \(found)"
    }
  }

  private mutating func save(_ folder: BookFolder) {
    disk.phase = .saving
    let number = next
    next += 1
    do {
      try folder.save(PlainSnapshot.payload(number))
      sure.append(number)
      saved += 1
    } catch .unknown {
      doubtful = number
    } catch .notSaved {
      // It must never be seen again.
    } catch {
      failure = "a book open for writing refuses a change: \(error)"
    }
  }

  private func startGeneration(_ folder: BookFolder) {
    disk.phase = .startingGeneration
    let numbers = sure
    try? folder.startGeneration(past: numbers.map(PlainSnapshot.payload)) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write(
        numbers, of: StoreHistory.store, generation: generation, to: file, on: disk)
    }
  }
}
