package import Storage

/// A fixed life of a book: made, written, closed, opened, given a new generation, written again.
///
/// It goes on as a session would: what is not saved is told, what is unsure ends the session, and
/// the next one opens the book again.
package struct StoreScript {
  /// Whether the making of the book was said to have worked.
  package private(set) var isMade = false
  /// Changes that must be there.
  package private(set) var sure: [UInt32] = []
  /// Changes of which nobody knows, each behind so many sure ones.
  package private(set) var doubtful: [(number: UInt32, behind: Int)] = []
  private let disk: any Disk
  private var next: UInt32 = 1
  private static let store = StoreID(high: 77, low: 99)

  /// Runs the script on a disk that may fail at any call.
  package init(on disk: any Disk) {
    self.disk = disk
    make()
    guard isMade else { return }
    for _ in 0..<3 {
      guard let folder = open() else { continue }
      for _ in 0..<2 { save(folder) }
      startGeneration(folder)
      save(folder)
      folder.close()
    }
  }

  private mutating func make() {
    enter(.startingGeneration)
    let store = StoreScript.store
    let made = try? BookFolder.create(on: disk, store: store) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write([], of: store, generation: generation, to: file, on: disk)
    }
    isMade = made != nil
    if let made { save(made) }
    made?.close()
  }

  private func open() -> BookFolder? {
    enter(.opening)
    let opened = try? BookFolder.open(on: disk, forWriting: true, identify: PlainSnapshot.identify)
    guard let opened, opened.folder.state == .writing else { return nil }
    return opened.folder
  }

  private mutating func save(_ folder: BookFolder) {
    enter(.saving)
    let number = next
    next += 1
    do throws(BookFolder.SaveFailure) {
      try folder.save(PlainSnapshot.payload(number))
      sure.append(number)
    } catch .unknown {
      doubtful.append((number, sure.count))
    } catch {}
  }

  private func startGeneration(_ folder: BookFolder) {
    guard let numbers = StoreScript.contents(of: disk, folder) else { return }
    enter(.startingGeneration)
    try? folder.startGeneration(past: numbers.map(PlainSnapshot.payload)) {
      (disk, file, generation) throws(DiskError) in
      try PlainSnapshot.write(
        numbers, of: StoreScript.store, generation: generation, to: file, on: disk)
    }
  }

  /// Tells a disk with a planted mistake what comes next.
  private func enter(_ phase: ForgetfulDisk.Phase) {
    (disk as? ForgetfulDisk)?.phase = phase
  }

  /// What the book holds while it is open.
  private static func contents(of disk: any Disk, _ folder: BookFolder) -> [UInt32]? {
    guard folder.state == .writing else { return nil }
    return found(on: disk, forWriting: false)
  }

  private static func found(on disk: any Disk, forWriting: Bool) -> [UInt32]? {
    var numbers: [UInt32] = []
    let opened = try? BookFolder.open(on: disk, forWriting: forWriting) {
      (disk, name) throws(DiskError) in
      let found = try PlainSnapshot.read(name, on: disk)
      numbers = found?.numbers ?? []
      return found?.identity
    }
    guard let opened else { return nil }
    return numbers + opened.events.map { PlainSnapshot.number(in: $0) ?? 0 }
  }

  /// What is wrong with what a disk holds after this script; nil when nothing is.
  package func complaint(about disk: any Disk) -> String? {
    guard let found = StoreScript.found(on: disk, forWriting: true) else {
      return isMade ? "the book does not open" : nil
    }
    var rest = found[...]
    for place in 0...sure.count {
      for (number, behind) in doubtful where behind == place && rest.first == number {
        rest.removeFirst()
      }
      guard place < sure.count else { break }
      guard rest.first == sure[place] else { return "saved \(sure), found \(found)" }
      rest.removeFirst()
    }
    return rest.isEmpty ? nil : "saved \(sure), found \(found)"
  }
}
