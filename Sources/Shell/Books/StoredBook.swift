import Accounting
import Columns
import Diagnostics
import Glibc
import Storage

/// A book that invoq keeps in a folder of its own.
struct StoredBook {
  /// The folder.
  let path: String
  /// The book as its snapshot has it.
  let view: StoreView
  let opened: BookFolder.Opened
  private let file: SnapshotFile

  /// Whether a path is a folder with a book in it.
  static func isBook(_ path: String) -> Bool {
    guard let disk = try? FolderDisk(path), let names = try? disk.names() else { return false }
    return BookFolder.isBook(names)
  }

  /// Opens a book for reading; of its columns nothing is read yet.
  init(_ path: String) throws(Diagnostic) {
    for _ in 0..<StoredBook.mostAttempts {
      // Where the snapshot is gone, somebody has just written the next.
      if let book = try StoredBook(path, try StoredBook.opened(path, forWriting: false)) {
        self = book
        return
      }
    }
    throw .bookUnreadable(path, .disk(DiskError(.map, path, number: ENOENT)))
  }

  private static let mostAttempts = 5

  /// The journal of a book, and which snapshot it is of.
  static func opened(
    _ path: String, forWriting: Bool
  ) throws(Diagnostic) -> BookFolder.Opened {
    let disk = try disk(path)
    do throws(BookFolder.OpenFailure) {
      return try BookFolder.open(on: disk, forWriting: forWriting) {
        disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
      }
    } catch {
      throw .bookUnreadable(path, error)
    }
  }

  /// The same book where its journal was opened again and nothing has happened meanwhile; else nil.
  func goingOn(with again: BookFolder.Opened) -> StoredBook? {
    guard again.snapshot == opened.snapshot, again.events.count == opened.events.count else {
      return nil
    }
    return StoredBook(path: path, view: view, opened: again, file: file)
  }

  /// A book whose journal was opened; nil where its snapshot is there no more.
  init?(_ path: String, _ opened: BookFolder.Opened) throws(Diagnostic) {
    let disk = try StoredBook.disk(path)
    guard let file = try StoredBook.snapshot(opened.snapshot, on: disk, path) else { return nil }
    let view: StoreView
    do throws(SnapshotReader.Fault) {
      view = try file.view()
    } catch {
      throw .bookUnreadable(path, opened.snapshot, error)
    }
    self.init(
      path: path, view: try StoredBook.continued(view, opened, path), opened: opened, file: file)
  }

  private init(path: String, view: StoreView, opened: BookFolder.Opened, file: SnapshotFile) {
    (self.path, self.view, self.opened, self.file) = (path, view, opened, file)
  }

  /// The book of the snapshot with everything that its journal tells.
  private static func continued(
    _ view: StoreView, _ opened: BookFolder.Opened, _ path: String
  ) throws(Diagnostic) -> StoreView {
    func events(_ payloads: [[UInt8]]) throws(EventBytes.Fault) -> [BookEvent] {
      var events: [BookEvent] = []
      for payload in payloads { events += try EventBytes.decode(payload, view.schema) }
      return events
    }
    do {
      return try view.continuing(try events(opened.past), try events(opened.events))
    } catch {
      throw .bookDamaged(path, "a record of the journal does not fit: \(error)")
    }
  }

  static func disk(_ path: String, creating: Bool = false) throws(Diagnostic) -> FolderDisk {
    do throws(FolderDisk.Refusal) {
      return try FolderDisk(path, creating: creating)
    } catch {
      throw .bookUnreadable(path, error)
    }
  }

  private static func snapshot(
    _ name: String, on disk: FolderDisk, _ path: String
  ) throws(Diagnostic) -> SnapshotFile? {
    let bytes: ByteStore
    do throws(DiskError) {
      bytes = try disk.map(name)
    } catch {
      if error.number == ENOENT { return nil }
      throw .bookUnreadable(path, .disk(error))
    }
    do throws(SnapshotReader.Fault) {
      return try SnapshotFile(bytes) { block in StoredBook.stop(path, block) }
    } catch {
      throw .bookUnreadable(path, name, error)
    }
  }

  /// A question has met a damaged block: nothing that was computed with it may be told, and nothing
  /// of the book is lost by ending, because every change was safe before it was called saved.
  private static func stop(_ path: String, _ block: Int) -> Never {
    let console = Console()
    console.writeError(
      "error: \(Diagnostic.bookDamaged(path, "block \(block)").message)\n"
        + "  help: invoq verify tells what is damaged\n")
    console.flush()
    exit(Invocation.ExitStatus.unreadableBook.rawValue)
  }
}

// MARK: - Making one

extension StoredBook {
  /// Puts a book into a folder, which is made if it is not there.
  ///
  /// - Throws: where the folder holds a book already, or the disk does not take it; then nothing
  ///   is there that was not there before.
  static func create(_ view: StoreView, at path: String) throws(Diagnostic) {
    if isBook(path) { throw .bookExists(path) }
    let disk = try disk(path, creating: true)
    let store = StoreID.random()
    do throws(BookFolder.SaveFailure) {
      let folder = try BookFolder.create(on: disk, store: store) {
        disk, file, generation throws(DiskError) in
        try SnapshotWriter.write(view, of: store, generation: generation, to: file, on: disk)
      }
      folder.close()
    } catch {
      throw .bookNotWritten(path, error)
    }
  }
}

// MARK: - Writing one anew

extension StoredBook {
  /// Number of bytes of its snapshot.
  var snapshotSize: Int { file.header.fileSize }

  /// Writes the book with everything that has happened to it as the next generation; what happened
  /// stays in its journal, for `events`, `known on` and `undo`.
  ///
  /// - Parameter saved: what was saved since it was opened.
  /// - Returns: why it is as it was; nil when it was done.
  func writeAnew(with saved: [BookEvent]) -> String? {
    do {
      let now = try saved.reduce(view) { try $0.applying($1) }
      let past = opened.past + opened.events + saved.map { EventBytes.encode([$0], view.schema) }
      let store = opened.folder.binding.store
      try opened.folder.startGeneration(past: past) { disk, file, generation throws(DiskError) in
        try SnapshotWriter.write(now, of: store, generation: generation, to: file, on: disk)
      }
      return nil
    } catch let failure as BookFolder.SaveFailure {
      return Diagnostic.keepingFailed(failure, at: nil).message
    } catch {
      return "\(error)"
    }
  }
}

// MARK: - Verifying one

extension StoredBook {
  /// What is wrong with a book, a line each; reads every byte of it.
  func faults() -> [String] {
    let parts = file.damagedParts().map { "\(opened.snapshot): \($0) is damaged" }
    guard parts.isEmpty else { return parts }
    return view.indexFaults() + view.recordFaults()
  }

  /// Records whose figures cannot all be right, a line each; the files may have brought them.
  func doubts() -> [String] {
    let book = OpenBook.open(self).view
    let telling = EventText(book)
    return book.overSettled().map {
      "\(telling.called($0)): more is applied than it comes to"
    }
  }
}
