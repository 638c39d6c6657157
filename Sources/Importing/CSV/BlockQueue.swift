import Columns
import Diagnostics
import Glibc
import Synchronization

/// The blocks of a file, which several threads take one by one.
final class BlockQueue: Sendable {
  private struct State: ~Copyable {
    var reader: BlockReader
    /// The block with the headings, and a scanner that has passed them.
    var first: Piece?
    var tables: [Int: BlockTable] = [:]
    var failure: Diagnostic?
    /// Nothing more is read once a block has shown that the file is not readable.
    var isDone = false
    /// When progress was last told, in nanoseconds.
    var told: Int = 0
  }

  /// A block, and a scanner of its rows.
  typealias Piece = (block: Block, scanner: RecordScanner)

  private let state: Mutex<State>
  private let headings: HeadingRow
  private let progress: ImportOptions.Progress?

  /// The tables of a first block and all that follow it, in the order of the file, up to the first
  /// that is not readable.
  static func read(
    _ first: sending Piece, _ reader: sending BlockReader, _ headings: HeadingRow,
    _ options: ImportOptions
  ) throws(Diagnostic) -> [BlockTable] {
    let size = reader.bytesLeft
    let queue = BlockQueue(first, reader, headings, options.progress)
    let threads = Swift.min(options.threads, size / options.blockSize + (size > 0 ? 2 : 1))
    Workers.run(threads) { queue.work() }
    let (tables, failure) = queue.state.withLock { ($0.tables, $0.failure) }
    let ordered = tables.sorted { $0.key < $1.key }.map(\.value)
    // A block before the failure may tell more.
    if let failure, !ordered.contains(where: { $0.fault != nil }) { throw failure }
    return ordered
  }

  private init(
    _ first: sending Piece, _ reader: sending BlockReader, _ headings: HeadingRow,
    _ progress: ImportOptions.Progress?
  ) {
    state = Mutex(State(reader: reader, first: first))
    self.headings = headings
    self.progress = progress
  }

  /// Takes blocks until there are no more.
  private func work() {
    var bytes: [UInt8] = []
    var builders: [BlockColumn] = []
    while var piece = next(reusing: &bytes) {
      let table = BlockTable(&piece.block, piece.scanner, headings, reusing: &builders)
      let index = piece.block.index
      bytes = piece.block.bytes
      state.withLock { state in
        state.tables[index] = table
        if table.fault != nil { state.isDone = true }
      }
    }
  }

  private func next(reusing bytes: inout [UInt8]) -> Piece? {
    state.withLock { state in
      if let first = state.first.take() { return first }
      if state.isDone { return nil }
      do throws(Diagnostic) {
        guard let block = try state.reader.next(reusing: &bytes) else { return nil }
        try tell(&state)
        return (block, RecordScanner(delimiter: block.delimiter, end: block.end))
      } catch {
        state.failure = error
        state.isDone = true
        return nil
      }
    }
  }

  /// Tells how far reading is, ten times a second at most.
  private func tell(_ state: inout State) throws(Diagnostic) {
    guard let progress else { return }
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    let time = now.tv_sec * 1_000_000_000 + now.tv_nsec
    let (read, total) = state.reader.progress
    guard time - state.told >= 100_000_000 || read >= total else { return }
    state.told = time
    if !progress(read, total) { throw .importStopped(state.reader.name) }
  }
}
