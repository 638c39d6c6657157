import OracleSupport
import Testing

/// What was asked, how often, and by whom it was judged.
struct InquiryTally {
  private var asked = 0
  private var nonEmpty = 0
  private var refused = 0
  private var judged: [SQLJudge.Database: Int] = [:]
  private var coverage: [String: Int] = [:]

  mutating func add(_ verdict: InquiryVerdict) {
    asked += 1
    nonEmpty += verdict.rowCount > 0 ? 1 : 0
    refused += verdict.isRefused ? 1 : 0
  }

  mutating func add(_ base: SQLJudge.Database, _ count: Int) { judged[base, default: 0] += count }

  mutating func add(_ other: InquiryTally) {
    asked += other.asked
    nonEmpty += other.nonEmpty
    refused += other.refused
    judged.merge(other.judged, uniquingKeysWith: +)
    add(other.coverage)
  }

  mutating func add(_ others: [String: Int]) { coverage.merge(others, uniquingKeysWith: +) }

  /// Enough answers have rows, and nothing was left out.
  func check() {
    #expect(nonEmpty * 100 >= asked * 60, "\(nonEmpty) of \(asked) have an answer")
    if let count = judged[.sqlite] {
      #expect(count * 100 >= asked * 40, "SQLite judged \(count) of \(asked)")
    }
    let rare = InquiryTally.wanted.filter { what in
      // In the long form a thousand of each pair of indexes and of each test of missing values.
      let isPair = what.hasPrefix("indexes") || what.hasSuffix("× missing")
      return coverage[what, default: 0] < (Rounds.isLong ? (isPair ? 1_000 : 500) : 1)
    }
    #expect(rare.isEmpty, "asked too seldom: \(rare)")
  }

  /// One line a figure.
  var report: String {
    let counts = coverage.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    return "\(summary)\n\(counts.joined(separator: "\n"))"
  }

  /// The sums in one line.
  var summary: String {
    let bases = judged.map { "\($0.key) judged \($0.value)" }.sorted().joined(separator: ", ")
    return "\(asked) random questions, \(nonEmpty * 100 / max(1, asked)) % with rows, "
      + "\(refused) refused by both; \(bases)"
  }

  /// Every step, function, relation and pair of indexes.
  static let wanted: [String] = {
    var all = [
      "where", "union", "except", "intersect", "calc", "share", "running", "change", "rank",
      "share by", "running by", "change by", "rank by", "sort", "top", "take", "skip", "unique",
      "show", "summarize", "across", "having",
    ].map { "step \($0)" }
    all += Term.Function.allCases.filter { $0 != .days }.map { "function \($0.rawValue)" }
    all += ["bucket", "convert", "days"].map { "function \($0)" }
    all += Term.Sign.allCases.map { "arithmetic \($0.rawValue)" }
    all += ["date + days", "if then else", "default", "outer"]
    all += ["number", "money", "date"].flatMap { kind in
      Condition.Comparer.allCases.map { "\($0.rawValue) × \(kind) term" }
    }
    all += ["text", "period"].flatMap { ["= × \($0) term", "!= × \($0) term"] }
    all += Condition.Comparer.allCases.map { "\($0.rawValue) × missing" }
    all += ["in × missing", "not × missing", "is missing × term"]
    all += ["records", "records", "currencys", "texts"].flatMap {
      ["in × \($0)", "not in × \($0)"]
    }
    all += Term.Fold.allCases.flatMap { ["fold \($0.rawValue)", "fold \($0.rawValue) where"] }
    all += ["fold count unique"]
    all += ["count", "sum", "min", "max"].flatMap { ["list \($0)", "list \($0) where"] }
    all += ["count", "sum", "min", "max", "average"].map { "answer \($0)" }
    all += [
      "link × number", "day × number", "day × link", "link × link", "day × day",
      "currency × number", "currency × link", "currency × day", "name × number",
      "currency × name",
    ].map { "indexes \($0)" }
    return all
  }()
}
