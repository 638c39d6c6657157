import Columns
import Diagnostics
import Glibc
import Importing
import Model
import Testing

/// Files on disk, in a folder of their own.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/invoq-import-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  struct Failure: Error {}

  func write(_ name: String, _ text: String) throws {
    guard let file = unsafe fopen("\(path)/\(name)", "w") else { throw Failure() }
    let written = unsafe fwrite(Array(text.utf8), 1, text.utf8.count, file)
    guard unsafe fclose(file) == 0, written == text.utf8.count else { throw Failure() }
  }

  deinit {
    for name in [
      "invoices.csv", "customers.CSV", "settings.csv", "notes.txt", "pipe.csv", "staff.csv",
    ] {
      unsafe unlink("\(path)/\(name)")
    }
    unsafe rmdir(path)
  }
}

@Suite struct FileTests {
  @Test func aFolderIsOneBook() throws {
    let folder = try Folder()
    try folder.write("invoices.csv", "number,customer,total\n1,A,5\n2,B,x\n")
    try folder.write("customers.CSV", "number,name\nA,Acme\n")
    try folder.write("settings.csv", "name,value\ncurrency,EUR\n")
    try folder.write("notes.txt", "not a table")
    let (draft, report) = try Importer.read([folder.path], options: options())
    #expect(
      report.files.map(\.name) == ["customers.CSV", "invoices.csv"].map { "\(folder.path)/\($0)" })
    #expect(draft.tables.map(\.rowCount) == [1, 1])
    #expect(draft.settings == ["currency": "EUR"])
    #expect(report.rowsRead == 3)
    #expect(report.rowsRead == report.accepted + report.refused)
    #expect(report.refusals.map(\.file) == ["\(folder.path)/invoices.csv"])
  }

  @Test func aFileNamedTwiceIsReadOnce() throws {
    let folder = try Folder()
    try folder.write("invoices.csv", "number,customer,total\n1,A,5\n")
    let paths = ["\(folder.path)/invoices.csv", "\(folder.path)/./invoices.csv", folder.path]
    let (draft, report) = try Importer.read(paths, options: options())
    #expect(draft.tables.map(\.rowCount) == [1])
    #expect(report.files.map(\.name) == [paths[0]])
  }

  @Test func aFileOfAFolderInWhichNothingIsOursIsLeftOut() throws {
    let folder = try Folder()
    try folder.write("staff.csv", "StaffId,LastName\n1,Adams\n")
    #expect(code { _ = try Importer.read([folder.path], options: options()) } == "I110")
    try folder.write("invoices.csv", "number,total\n1,5\n")
    let (draft, report) = try Importer.read([folder.path], options: options())
    #expect(draft.tables.map(\.collection) == [.invoices])
    #expect(report.foreign == ["\(folder.path)/staff.csv"])
    #expect(report.rowsRead == 1)
    let named = [folder.path, folder.path + "/staff.csv"]
    #expect(code { _ = try Importer.read(named, options: options()) } == "I107")
  }

  @Test func whatIsNoFileIsRefusedWithoutWaiting() throws {
    let folder = try Folder()
    #expect(code { _ = try Importer.read([folder.path], options: options()) } == "I110")
    let pipe = folder.path + "/pipe.csv"
    let made = unsafe mkfifo(pipe, 0o600)
    #expect(made == 0)
    #expect(code { _ = try Importer.read([pipe], options: options()) } == "I101")
    #expect(code { _ = try Importer.read(["/dev/zero"], options: options()) } == "I101")
    #expect(
      code { _ = try Importer.read([folder.path + "/none.csv"], options: options()) } == "I101")
    try folder.write("settings.csv", "name,value\n")
    unsafe unlink(pipe)
    #expect(code { _ = try Importer.read([folder.path], options: options()) } == "I110")
  }
}
