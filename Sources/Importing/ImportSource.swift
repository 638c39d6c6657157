package import Diagnostics
import Glibc

/// One file to import: a path to open, or bytes at hand.
package struct ImportSource: Sendable {
  /// Where the bytes are.
  enum Content: Sendable {
    case path(String)
    case bytes([UInt8])
  }

  /// What messages call the file; its last part may tell the collection.
  package let name: String
  let content: Content
  /// Whether it was named itself, and not found in a folder that was.
  let isNamed: Bool

  /// A file at a path.
  package init(path: String) {
    self.init(path: path, isNamed: true)
  }

  private init(path: String, isNamed: Bool) {
    name = path
    content = .path(path)
    self.isNamed = isNamed
  }

  /// Bytes with the name that a file would have.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    content = .bytes(bytes)
    isNamed = true
  }

  /// A path as one source, or a folder as all its CSV files, sorted by name.
  package static func sources(at path: String) throws(Diagnostic) -> [ImportSource] {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .fileUnreadable(path, systemError()) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [ImportSource(path: path)] }
    let folder = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
    let sources = try namesOfFiles(in: path).map {
      ImportSource(path: folder + $0, isNamed: false)
    }
    if sources.isEmpty { throw .nothingToOpen("there is no CSV file in \(path)") }
    return sources
  }

  /// What tells one file from another, whatever it is called.
  struct Identity: Hashable {
    let device: UInt
    let file: UInt
  }

  /// Which file it is; nil for bytes at hand and for what is no file on a disk.
  var identity: Identity? {
    guard case .path(let path) = content else { return nil }
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Identity(device: UInt(status.st_dev), file: UInt(status.st_ino))
  }

  /// How many bytes it has, as far as that can be told without opening it.
  package var size: Int {
    switch content {
    case .bytes(let bytes): return bytes.count
    case .path(let path):
      var status = stat()
      return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
  }

  /// The file's name without its folders and its ending, in lower case.
  var baseName: String {
    let last = name.utf8.split(separator: UInt8(ascii: "/")).last ?? ""[...].utf8
    let plain = String(Substring(last)).lowercased()
    return ImportSource.isCSV(plain) ? String(plain.dropLast(4)) : plain
  }

  /// A reader of its blocks, placed at the line of headings.
  func reader(_ options: ImportOptions) throws(Diagnostic) -> BlockReader {
    let input: ByteInput
    switch content {
    case .bytes(let bytes): input = .memory(bytes, position: 0)
    case .path(let path): input = .file(try InputFile(path: path, name: name))
    }
    return try BlockReader(
      input, name: name, encoding: options.encoding, blockSize: options.blockSize)
  }

  private static func isCSV(_ name: String) -> Bool {
    name.utf8.count > 4 && name.lowercased().hasSuffix(".csv")
  }

  private static func namesOfFiles(in folder: String) throws(Diagnostic) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw .fileUnreadable(folder, systemError())
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      // Hidden files are leftovers of editors and archives, never the clerk's own.
      if isCSV(name), name.utf8.first != UInt8(ascii: ".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
