import DiskSupport
import Glibc
import Storage
import Testing

@Suite("The door to the folder of a book")
struct FolderDiskTests {
  @Test("files are for their user alone, whatever the mask says")
  func modes() throws {
    let path = try TemporaryFolder()
    let disk = try FolderDisk(path.path + "/book", creating: true)
    let file = try disk.open("a", .creating)
    #expect(try disk.lock())
    #expect(try TemporaryFolder.mode(of: path.path + "/book") == 0o700)
    #expect(try TemporaryFolder.mode(of: path.path + "/book/a") == 0o600)
    #expect(try TemporaryFolder.mode(of: path.path + "/book/lock") == 0o600)
    disk.close(file)
  }

  @Test("a folder in which others may write is refused")
  func writableByOthers() throws {
    let path = try TemporaryFolder()
    #expect(unsafe chmod(path.path, 0o777) == 0)
    #expect(throws: FolderDisk.Refusal.writableByOthers) { try FolderDisk(path.path) }
    #expect(throws: FolderDisk.Refusal.self) { try FolderDisk(path.path + "/none") }
  }

  @Test("a file in which others may write, and a link, are refused")
  func strangeFiles() throws {
    let path = try TemporaryFolder()
    let disk = try FolderDisk(path.path)
    disk.close(try disk.open("a", .creating))
    #expect(unsafe symlink("a", path.path + "/link") == 0)
    #expect(throws: DiskError(.open, "link", number: ELOOP)) { try disk.open("link", .reading) }
    #expect(unsafe chmod(path.path + "/a", 0o622) == 0)
    #expect(throws: DiskError(.open, "a", number: EPERM)) { try disk.open("a", .reading) }
    #expect(throws: DiskError(.open, "none", number: ENOENT)) { try disk.open("none", .writing) }
    #expect(throws: DiskError(.open, "a", number: EEXIST)) { try disk.open("a", .creating) }
  }

  @Test("only one has the lock, and it ends with whoever had it")
  func lock() throws {
    let path = try TemporaryFolder()
    var first: FolderDisk? = try FolderDisk(path.path)
    let second = try FolderDisk(path.path)
    #expect(try first?.lock() == true)
    #expect(try !second.lock())
    first = nil
    #expect(try second.lock())
    second.unlock()
    #expect(try FolderDisk(path.path).lock())
  }

  @Test("every disk does the same with files and names", arguments: [true, false])
  func files(real: Bool) throws {
    let path = try TemporaryFolder()
    let disk: any Disk = real ? try FolderDisk(path.path) : SimulatedDisk()
    let file = try disk.open("a", .creating)
    try disk.write([1, 2, 3, 4], to: file, at: 0)
    try disk.write([9, 9], to: file, at: 6)
    #expect(try disk.size(of: file) == 8)
    #expect(try disk.read(file, at: 0, count: 100) == [1, 2, 3, 4, 0, 0, 9, 9])
    #expect(try disk.read(file, at: 6, count: 1) == [9])
    #expect(try disk.read(file, at: 8, count: 1) == [])
    try disk.truncate(file, to: 2)
    try disk.sync(file)
    try disk.rename("a", to: "b")
    try disk.syncFolder()
    #expect(try disk.names() == ["b"])
    #expect(try disk.read(file, at: 0, count: 9) == [1, 2])
    disk.close(file)
    let again = try disk.open("b", .replacing)
    #expect(try disk.size(of: again) == 0)
    disk.close(again)
    try disk.unlink("b")
    #expect(throws: DiskError(.unlink, "b", number: ENOENT)) { try disk.unlink("b") }
    #expect(try disk.names() == [])
  }
}
