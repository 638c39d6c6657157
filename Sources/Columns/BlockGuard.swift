package import Synchronization

/// Checks the bytes of a mapped file block by block, each before its first use.
///
/// A book of hundreds of megabytes opens at once because nothing is read before somebody asks for
/// it; and no damaged byte becomes an answer, because none is used before its block was checked.
@safe
package final class BlockGuard: @unchecked Sendable {
  /// Bytes of a block.
  package static let blockSize = 1 << shift
  /// A look-up needs a few bytes here and there: what is checked with each should not be much more.
  @usableFromInline static let shift = 14

  /// One for each block: whether it was checked and is whole.
  @usableFromInline let isWhole: UnsafeMutablePointer<Atomic<Bool>>
  private let blockCount: Int
  /// Checks a block and tells whether it is whole; one that is not is checked each time.
  private let check: (_ block: Int) -> Bool

  /// A guard of so many bytes.
  ///
  /// - Parameters:
  ///   - byteCount: number of bytes that are guarded.
  ///   - check: checks a block, whose bytes nobody has used yet. Where the block is damaged it must
  ///     not return, unless nobody believes what is read then.
  package init(byteCount: Int, check: @escaping (_ block: Int) -> Bool) {
    blockCount = (byteCount + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    unsafe isWhole = .allocate(capacity: blockCount)
    for block in 0..<blockCount { unsafe (isWhole + block).initialize(to: Atomic(false)) }
    self.check = check
  }

  deinit {
    unsafe isWhole.deinitialize(count: blockCount)
    unsafe isWhole.deallocate()
  }

  /// Checks the blocks of some bytes that were not checked yet.
  @inlinable @inline(__always)
  func touch(_ offset: Int, _ count: Int) {
    let (first, last) = (offset >> BlockGuard.shift, (offset + count - 1) >> BlockGuard.shift)
    if first == last, unsafe isWhole[first].load(ordering: .relaxed) { return }
    checkBlocks(first, last)
  }

  @usableFromInline
  func checkBlocks(_ first: Int, _ last: Int) {
    guard first <= last else { return }
    for block in first...last where unsafe !isWhole[block].load(ordering: .relaxed) {
      if check(block) { unsafe isWhole[block].store(true, ordering: .relaxed) }
    }
  }
}
