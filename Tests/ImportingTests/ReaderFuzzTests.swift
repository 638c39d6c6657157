import Columns
import Diagnostics
import Foundation
import Importing
import Model
import OracleSupport
import Storage
import Testing

/// Whatever bytes a file has: no crash, no hang, nothing lost, nothing half accepted.
@Suite struct ReaderFuzzTests {
  /// `INVOQ_FUZZ_SECONDS=600`: how long each of the tests goes on.
  static let seconds =
    ProcessInfo.processInfo.environment["INVOQ_FUZZ_SECONDS"].flatMap { Int($0) } ?? 1

  /// Cases that are run however busy the machine is.
  private static let fewest = 60

  /// Runs cases until the time is up; a case that takes a minute is a hang on any machine.
  static func run(_ body: (inout SeededRandom, UInt64) throws -> Void) rethrows -> Int {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while count < fewest || clock.now - start < .seconds(seconds) {
      let seed = Rounds.seed &+ UInt64(count)
      var random = SeededRandom(seed)
      let began = clock.now
      try body(&random, seed)
      #expect(clock.now - began < .seconds(60), "INVOQ_SEED=\(seed) takes too long")
      count += 1
    }
    return count
  }

  @Test func fieldsAreThoseOfASlowObviousSplitter() {
    let count = ReaderFuzzTests.run { random, seed in
      let delimiter = random.pick([",", ";", "\t", "|"] as [Unicode.Scalar])
      let text = FuzzedCSV.text(delimiter, &random)
      let reference = ReferenceSplitter(text, delimiter: delimiter)
      for (blockSize, threads) in [(4 << 20, 1), (1 + random.below(40), 1), (64, 2)] {
        do throws(Diagnostic) {
          let table = try rawTable(Array(text.utf8), blockSize: blockSize, threads: threads)
          let expected = reference.table
          #expect(rows(of: table) == expected?.rows, "INVOQ_SEED=\(seed)")
          #expect(table.lines == expected?.lines, "INVOQ_SEED=\(seed)")
          #expect(table.refusals.map(\.line) == expected?.refused, "INVOQ_SEED=\(seed)")
        } catch {
          #expect(error.code == .unclosedField && reference.isUnclosed, "INVOQ_SEED=\(seed)")
        }
      }
    }
    #expect(count > 20)
  }

  @Test func everyFileIsABookOrAnErrorWhateverTheSizeOfBlocks() {
    var books = 0
    _ = ReaderFuzzTests.run { random, seed in
      let encoding = random.pick(
        [nil, nil, nil, .utf16, .utf16LittleEndian, .latin1, .windows1252] as [TextEncoding?])
      let bytes = FuzzedCSV.mangledInvoices(encoding, &random)
      let name = random.pick(["invoices.csv", "customers.csv", "export.csv", "settings.csv"])
      var outcomes: Set<String> = []
      for (blockSize, threads) in [(4 << 20, 1), (1 + random.below(64), 2), (100, 1)] {
        var options = ImportOptions(encoding: encoding, normalize: { $0 })
        options.blockSize = blockSize
        options.threads = threads
        outcomes.insert(ReaderFuzzTests.outcome(name, bytes, options, &books))
      }
      #expect(outcomes.count == 1, "INVOQ_SEED=\(seed): \(outcomes)")
    }
    #expect(books > 10)
  }

  /// All that can be seen of an import, as text.
  private static func outcome(
    _ name: String, _ bytes: [UInt8], _ options: ImportOptions, _ books: inout Int
  ) -> String {
    do throws(Diagnostic) {
      let (draft, report) = try Importer.read(
        sources: [ImportSource(name: name, bytes: bytes)], options: options)
      #expect(report.rowsRead == report.accepted + report.refused)
      #expect(report.refused == report.refusals.count)
      let built = BookBuilder.build(draft, settings: BookSettings())
      #expect(built.refusals.count <= report.accepted)
      books += 1
      let tables = draft.tables.map { table in
        table.columns.map { "\($0.name)=\(written(table, $0.name))" }.joined(separator: ";")
      }
      return "\(tables) \(report.refusals) \(built.refusals)"
    } catch {
      return "\(error.code.rawValue) \(error.message)"
    }
  }
}

/// Files from a grammar, and files that something happened to.
enum FuzzedCSV {
  /// Rows below three headings, with every trick of quotes, line ends and blanks.
  static func text(_ delimiter: Unicode.Scalar, _ random: inout SeededRandom) -> String {
    let d = String(delimiter)
    let ends = random.oneIn(3) ? ["\n", "\r\n", "\r"] : [random.pick(["\n", "\r\n", "\r"])]
    var text = random.oneIn(4) ? "\u{FEFF}" : ""
    text += ["h1", "\"h2\"", "h3"].joined(separator: d) + random.pick(ends)
    text.unicodeScalars.removeAll { $0 == "\u{FEFF}" }
    for _ in 0..<random.below(12) {
      let count = random.oneIn(5) ? random.below(6) : 3
      let fields = (0..<count).map { _ in field(&random) }
      text +=
        random.oneIn(12) ? ["h1", "h2", "h3"].joined(separator: d) : fields.joined(separator: d)
      if !random.oneIn(30) { text += random.pick(ends) }
    }
    return text
  }

  private static func field(_ random: inout SeededRandom) -> String {
    let pieces = [
      "a", "12", "x y", "é", "€", "\u{1F600}", " ", "\u{A0}", "\t", "O'B", "h1", ",", ";", "|",
      String(repeating: "long ", count: 20),
    ]
    var text = ""
    for _ in 0..<random.below(4) { text += random.pick(pieces) }
    switch random.below(8) {
    case 0...1: return "\"" + text + "\""
    case 2: return "\"" + text + random.pick(["\"\"", "\n", "\r\n", "\r"]) + text + "\""
    case 3: return random.oneIn(4) ? text + "\"" + text : text
    case 4: return random.oneIn(6) ? "\"" + text + "\"" + text : text
    default: return text
    }
  }

  /// A file of invoices with some of its bytes changed, cut, doubled or moved.
  static func mangledInvoices(
    _ encoding: TextEncoding?, _ random: inout SeededRandom
  ) -> [UInt8] {
    let sample = """
      number,customer,date,total,currency,memo
      INV-1,"Ä & ""Co""\",2026-01-02,"1,250.50",EUR,"two
      lines"
      INV-2,Bob,2026-01-31,(12.00),EUR,\u{A0}
      INV-3,Al,31.01.2026,-7,USD,=1+1

      INV-4,Bob,2026-02-28,1e5,€,99,
      """
    var bytes: [UInt8]
    switch encoding {
    case .utf16: bytes = EncodingTests.utf16(sample, isBig: random.oneIn(2), marked: true)
    case .utf16LittleEndian: bytes = EncodingTests.utf16(sample, isBig: false, marked: false)
    default: bytes = Array(sample.utf8)
    }
    for _ in 0..<random.below(6) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      let end = Swift.min(bytes.count, place + 1 + random.below(20))
      switch random.below(6) {
      case 0: bytes[place] = UInt8(random.below(256))
      case 1: bytes[place] = random.pick(Array("\"\",;\n\r\t|0.-".utf8))
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      case 4: bytes.removeLast(bytes.count - place)
      default: bytes += bytes[place...]
      }
    }
    return bytes
  }
}
