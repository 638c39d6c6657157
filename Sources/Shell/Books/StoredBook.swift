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
    return names.contains { $0.utf8.starts(with: "snapshot-".utf8) }
  }

  /// Opens a book; of its columns nothing is read yet.
  init(_ path: String, forWriting: Bool = false) throws(Diagnostic) {
    let disk = try StoredBook.disk(path)
    let opened: BookFolder.Opened
    do throws(BookFolder.OpenFailure) {
      opened = try BookFolder.open(on: disk, forWriting: forWriting) {
        disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
      }
    } catch {
      throw .bookUnreadable(path, error)
    }
    let file = try StoredBook.snapshot(opened.snapshot, on: disk, path)
    do throws(SnapshotReader.Fault) {
      self.init(path: path, view: try file.view(), opened: opened, file: file)
    } catch {
      throw .bookUnreadable(path, opened.snapshot, error)
    }
  }

  private init(path: String, view: StoreView, opened: BookFolder.Opened, file: SnapshotFile) {
    (self.path, self.view, self.opened, self.file) = (path, view, opened, file)
  }

  private static func disk(_ path: String) throws(Diagnostic) -> FolderDisk {
    do throws(FolderDisk.Refusal) {
      return try FolderDisk(path)
    } catch {
      throw .bookUnreadable(path, error)
    }
  }

  private static func snapshot(
    _ name: String, on disk: FolderDisk, _ path: String
  ) throws(Diagnostic) -> SnapshotFile {
    let bytes: ByteStore
    do throws(DiskError) {
      bytes = try disk.map(name)
    } catch {
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
    let disk: FolderDisk
    do throws(FolderDisk.Refusal) {
      disk = try FolderDisk(path, creating: true)
    } catch {
      throw .bookUnreadable(path, error)
    }
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

// MARK: - Verifying one

extension StoredBook {
  /// What is wrong with a book, a line each; reads every byte of it.
  func faults() -> [String] {
    let blocks = file.damagedBlocks().map { "\(opened.snapshot): block \($0) is damaged" }
    guard blocks.isEmpty else { return blocks }
    return view.indexFaults()
  }
}
