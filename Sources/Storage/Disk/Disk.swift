package import Columns

/// The one door between a book and the folder that holds it.
///
/// Names are those of files in that folder; nothing outside it can be reached. Behind the door are
/// a real folder (`FolderDisk`) and, in the tests, folders that fail or lose power when told to.
///
/// What a disk promises is little: bytes written survive a loss of power only after `sync`, names
/// only after `syncFolder`, and a `sync` that failed once has lost its bytes even if the next one
/// succeeds.
package protocol Disk: AnyObject {
  /// Opens a file; the file stays open until `close`.
  func open(_ name: String, _ way: DiskOpening) throws(DiskError) -> DiskFile
  /// Closes a file; its number may be given to another.
  func close(_ file: DiskFile)
  /// Number of bytes of a file.
  func size(of file: DiskFile) throws(DiskError) -> Int
  /// Bytes from a position on: as many as asked for, fewer only where the file ends.
  func read(_ file: DiskFile, at position: Int, count: Int) throws(DiskError) -> [UInt8]
  /// All bytes of a file, which stay readable when it is closed, renamed or unlinked.
  ///
  /// - Precondition: nobody writes to the file any more.
  func map(_ name: String) throws(DiskError) -> ByteStore
  /// Writes all bytes at a position; after an error any part of them may be there.
  func write(_ bytes: RawSpan, to file: DiskFile, at position: Int) throws(DiskError)
  /// Cuts a file off behind some bytes.
  func truncate(_ file: DiskFile, to size: Int) throws(DiskError)
  /// Waits until a file's bytes and size are safe.
  func sync(_ file: DiskFile) throws(DiskError)
  /// Gives a file another name, taking it from whatever had it.
  func rename(_ name: String, to other: String) throws(DiskError)
  /// Takes a name away; whoever has the file open keeps it.
  func unlink(_ name: String) throws(DiskError)
  /// Waits until the names of the folder are safe.
  func syncFolder() throws(DiskError)
  /// The names of the folder, in no order.
  func names() throws(DiskError) -> [String]
  /// Takes the lock of whoever writes, which ends with the process at the latest.
  ///
  /// - Returns: false when another process has it.
  func lock() throws(DiskError) -> Bool
  /// Gives the lock back.
  func unlock()
}

extension Disk {
  /// Reads all bytes of a file: where there is no memory that a file could be mapped to.
  package func map(_ name: String) throws(DiskError) -> ByteStore {
    let file = try open(name, .reading)
    defer { close(file) }
    return ByteStore(try read(file, at: 0, count: try size(of: file)))
  }

  /// Writes all bytes at a position; after an error any part of them may be there.
  package func write(
    _ bytes: [UInt8], to file: DiskFile, at position: Int
  ) throws(DiskError) {
    // Bytes have no padding, which is what makes the view of other types unsafe.
    try unsafe write(bytes.span.bytes, to: file, at: position)
  }
}

/// How a file is opened.
package enum DiskOpening: Sendable {
  /// It must be there.
  case reading
  /// It must be there.
  case writing
  /// It must not be there; it is made empty, for its user alone.
  case creating
  /// It is made empty, whatever was there.
  case replacing
}

/// A file while it is open.
package struct DiskFile: Sendable, Equatable, Hashable {
  /// What the disk knows it by: for a folder on disk, the descriptor.
  package let number: Int32

  /// A file by its number.
  package init(number: Int32) {
    self.number = number
  }
}

/// What went wrong at the door.
package struct DiskError: Error, Equatable, Sendable {
  /// What was asked of the disk.
  package enum Call: String, Sendable, CaseIterable {
    case open
    case size
    case read
    case map
    case write
    case truncate
    case sync
    case rename
    case unlink
    case syncFolder
    case names
    case lock
  }

  /// What was asked.
  package let call: Call
  /// The name asked about; empty where only a number is known.
  package let name: String
  /// The system's number of the error.
  package let number: Int32

  /// An error of a call.
  package init(_ call: Call, _ name: String, number: Int32) {
    self.call = call
    self.name = name
    self.number = number
  }
}
