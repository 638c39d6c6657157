import Columns
import Diagnostics
import Glibc
import Synchronization

/// The blocks of a file, which several threads take one by one.
final class BlockQueue: Sendable {
  private struct State: ~Copyable {
    var reader: BlockReader
    var tables: [Int: BlockTable] = [:]
    var failure: Diagnostic?
    /// Nothing more is read once a block has shown that the file is not readable.
    var isDone = false
    /// When progress was last told, in nanoseconds.
    var told: Int = 0
  }

  private let state: Mutex<State>
  private let headings: HeadingRow
  private let progress: ImportOptions.Progress?

  /// The tables of all blocks in the order of the file, up to the first that is not readable.
  static func read(
    _ reader: sending BlockReader, _ headings: HeadingRow, _ options: ImportOptions
  ) throws(Diagnostic) -> [BlockTable] {
    let size = reader.bytesLeft
    let queue = BlockQueue(reader, headings, options.progress)
    let threads = Swift.min(options.threads, size / options.blockSize + 1)
    Workers.run(threads) { queue.work() }
    let (tables, failure) = queue.state.withLock { ($0.tables, $0.failure) }
    let ordered = tables.sorted { $0.key < $1.key }.map(\.value)
    // A block before the failure may tell more.
    if let failure, !ordered.contains(where: { $0.fault != nil }) { throw failure }
    return ordered
  }

  private init(
    _ reader: sending BlockReader, _ headings: HeadingRow, _ progress: ImportOptions.Progress?
  ) {
    state = Mutex(State(reader: reader))
    self.headings = headings
    self.progress = progress
  }

  /// Takes blocks until there are no more.
  private func work() {
    var bytes: [UInt8] = []
    while var block = next(reusing: &bytes) {
      let delimiter = block.delimiter
      let scanner = RecordScanner(delimiter: delimiter, end: block.end)
      let table = BlockTable(&block, scanner, headings)
      let index = block.index
      bytes = block.bytes
      state.withLock { state in
        state.tables[index] = table
        if table.fault != nil { state.isDone = true }
      }
    }
  }

  private func next(reusing bytes: inout [UInt8]) -> Block? {
    state.withLock { state in
      if state.isDone { return nil }
      do throws(Diagnostic) {
        guard let block = try state.reader.next(reusing: &bytes) else { return nil }
        try tell(&state)
        return block
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
