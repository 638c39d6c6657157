import Diagnostics
import Model
import Storage

extension Invocation {
  /// Writes a book into one file, while others may read and change it; the exit code.
  package func backup(to path: String) -> Int32 {
    conclude { () throws(Diagnostic) in
      let backup = try StoredBook.backup(of: paths.first ?? "")
      guard let file = ExportFile(path) else {
        throw .notBackedUp(path, .noFile)
      }
      do throws(ExportFile.Failure) {
        try file.write(isReplacing: saysYes) { write in
          backup.write(write)
          return true
        }
      } catch {
        throw .notBackedUp(path, error)
      }
      return (["kept in \(path), with \(told(backup))"], .success)
    }
  }

  /// Makes a book of a backup; the exit code.
  package func restore(into folder: String) -> Int32 {
    conclude { () throws(Diagnostic) in
      let backup = try StoredBook.restore(paths.first ?? "", at: folder)
      return (["kept in \(folder), with \(told(backup))"], .success)
    }
  }

  private func told(_ backup: BookBackup) -> String {
    let count = backup.changeCount
    return "\(count) \(count == 1 ? "change" : "changes")"
  }

  /// Does something to a book, and says what came of it.
  func conclude(_ work: () throws(Diagnostic) -> (lines: [String], ExitStatus)) -> Int32 {
    Interrupts.install()
    let console = Console()
    defer { console.flush() }
    do throws(Diagnostic) {
      let (lines, status) = try work()
      for line in lines { console.writeError(VisibleText.visible(line.utf8) + "\n") }
      return status.rawValue
    } catch {
      console.writeError("error: \(VisibleText.visible(error.message.utf8))\n")
      if !error.help.isEmpty {
        console.writeError("  help: \(VisibleText.visible(error.help.utf8))\n")
      }
      let isWriting = error.code == .bookNotWritten
      return (isWriting ? ExitStatus.notWritten : .unreadableBook).rawValue
    }
  }
}

extension StoredBook {
  /// What a book is at this moment, to be kept elsewhere.
  static func backup(of path: String) throws(Diagnostic) -> BookBackup {
    let disk = try disk(path)
    do throws(BookFolder.OpenFailure) {
      return try BookBackup.taken(from: disk)
    } catch {
      throw .bookUnreadable(path, error)
    }
  }

  /// Makes a book of a backup.
  static func restore(_ file: String, at path: String) throws(Diagnostic) -> BookBackup {
    if isBook(path) { throw .bookExists(path) }
    let backup: BookBackup
    do {
      backup = try BookBackup(try FolderDisk.map(fileAt: file))
    } catch let error as DiskError {
      throw .bookUnreadable(file, .disk(error))
    } catch {
      throw .notABackup(file, error as? BookBackup.Fault ?? .damaged)
    }
    let disk = try disk(path, creating: true)
    do throws(BookFolder.SaveFailure) {
      try backup.restore(to: disk)
    } catch {
      throw .bookNotWritten(path, error)
    }
    return backup
  }
}
