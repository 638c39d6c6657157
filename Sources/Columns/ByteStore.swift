import Glibc

/// Bytes that stay where they are: memory of our own, or a file that is mapped.
///
/// Cells and texts lie in it and keep it alive; nobody writes into it once it is there. Behind its
/// last byte at least eight more can be read, so that a value of any width is one load.
@safe
package final class ByteStore: @unchecked Sendable {
  /// The first byte.
  @usableFromInline let start: UnsafeRawPointer
  /// Number of bytes that mean something.
  package let count: Int
  private let release: (UnsafeRawPointer) -> Void
  /// Looks at bytes of a file before their first use; nil for memory of our own.
  @usableFromInline let blocks: BlockGuard?

  /// Bytes that somebody else has laid down.
  ///
  /// - Parameters:
  ///   - start: the first of at least `count` + 8 bytes that nobody changes any more.
  ///   - count: how many of them mean something.
  ///   - blocks: checks them before they are used for the first time.
  ///   - release: gives the memory back, when nobody uses it any more.
  package init(
    _ start: UnsafeRawPointer, count: Int, blocks: BlockGuard? = nil,
    release: @escaping (UnsafeRawPointer) -> Void
  ) {
    unsafe self.start = start
    self.count = count
    self.blocks = blocks
    unsafe self.release = release
  }

  /// Memory of our own, laid down once.
  package convenience init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count + 8, alignment: 64)
    unsafe fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    unsafe (memory + count).initializeMemory(as: UInt8.self, repeating: 0, count: 8)
    unsafe self.init(memory, count: count) { unsafe $0.deallocate() }
  }

  /// A copy of some bytes.
  package convenience init(_ bytes: [UInt8]) {
    unsafe self.init(count: bytes.count) { memory in
      unsafe bytes.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
    }
  }

  deinit { unsafe release(start) }

  /// The same bytes, each checked before its first use.
  package func guarded(by blocks: BlockGuard) -> ByteStore {
    // The closure keeps this store, and with it the memory.
    unsafe ByteStore(start, count: count, blocks: blocks) { [self] _ in _ = self }
  }

  /// Must be called before bytes are read.
  @inlinable @inline(__always)
  func touch(_ offset: Int, _ count: Int) {
    if let blocks { blocks.touch(offset, count) }
  }

  /// A store without a byte.
  package static let empty = ByteStore([])
}

/// A part of a store.
@frozen
package struct ByteRange: Sendable {
  /// What the bytes lie in.
  package let store: ByteStore
  /// Where they begin in it.
  package let offset: Int
  /// How many there are.
  package let count: Int

  /// A part of a store.
  ///
  /// - Precondition: the store has that many bytes from the offset on.
  package init(_ store: ByteStore, at offset: Int, count: Int) {
    precondition(offset >= 0 && count >= 0 && count <= store.count - offset, "bytes of the store")
    (self.store, self.offset, self.count) = (store, offset, count)
  }

  /// All bytes of a store.
  package init(_ store: ByteStore) {
    self.init(store, at: 0, count: store.count)
  }

  /// One byte.
  @inlinable
  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "a byte of the range")
    store.touch(offset + index, 1)
    return unsafe store.start.load(fromByteOffset: offset + index, as: UInt8.self)
  }

  /// The bytes of a part, without a copy, for as long as the call takes.
  @inlinable
  package func withBytes<Result>(
    _ part: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "bytes of the range")
    store.touch(offset + part.lowerBound, part.count)
    let first = unsafe (store.start + offset + part.lowerBound).assumingMemoryBound(to: UInt8.self)
    return unsafe body(UnsafeBufferPointer(start: first, count: part.count))
  }

  /// The bytes of a part, without a copy, for as long as the call takes.
  @inlinable
  package func withSpan<Result>(_ part: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe withBytes(part) { unsafe body(Span(_unsafeElements: $0)) }
  }

  /// Whether another part of as many bytes holds the same.
  package func holdsSame(as other: ByteRange) -> Bool {
    guard count == other.count else { return false }
    return unsafe withBytes(0..<count) { mine in
      unsafe other.withBytes(0..<count) { theirs in
        guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
        return unsafe memcmp(mine, theirs, count) == 0
      }
    }
  }

  /// A copy of a part.
  package func copy(_ part: Range<Int>) -> [UInt8] {
    unsafe withBytes(part) { unsafe Array($0) }
  }
}
