import Diagnostics
import Importing
import Synchronization
import Testing

/// What is told while a file is read.
struct ProgressTests {
  private static let text =
    "number,total\n" + (1...5_000).map { "R-\($0),5.00\n" }.joined()

  private static func read(
    threads: Int, _ progress: @escaping ImportOptions.Progress
  ) throws(Diagnostic) -> RawTable {
    var options = ImportOptions(normalize: { $0 })
    options.blockSize = 1 << 10
    options.threads = threads
    options.progress = progress
    return try RawTable.read(ImportSource(name: "x.csv", bytes: Array(text.utf8)), options)
  }

  @Test(arguments: [1, 2])
  func theEndIsTold(threads: Int) throws {
    let told = Mutex<[(read: Int, total: Int)]>([])
    let table = try ProgressTests.read(threads: threads) { read, total in
      told.withLock { $0.append((read, total)) }
      return true
    }
    #expect(table.lines.count == 5_000)
    let all = told.withLock { $0 }
    #expect(all.allSatisfy { $0.total == ProgressTests.text.utf8.count && $0.read <= $0.total })
    #expect(all.map(\.read) == all.map(\.read).sorted())
    #expect(all.last.map { $0.read == $0.total } ?? false)
  }

  @Test(arguments: [1, 2])
  func readingStopsWhereItIsTold(threads: Int) {
    do {
      _ = try ProgressTests.read(threads: threads) { _, _ in false }
      Issue.record("read all the same")
    } catch {
      #expect(error.code == .interrupted)
      #expect(error.message == "stopped while x.csv was read")
    }
  }
}
