import Execution
import Model
import OracleSupport
import Planning
import Shell
import Testing

/// Arithmetic at its limits: every answer is exact, or the mistake that a figure is too large.
struct MoneyBoundaryTests {
  private static let figures: [String] = {
    var figures = [
      "0", "1", "2", "3", "7", "9", "10", "0.1", "0.5", "0.01", "0.005", "0.000001", "0.0000005",
      "0.000000000001", "0.999999999999", "99.99", "100.005", "1234567.89", "33.333333",
      "2147483647", "2147483648", "4294967296", "9007199254740993", "9223372036854775807",
      "9223372036854775808", "18446744073709551616", "92233720368547758.07",
      "99999999999999999999999999", "9999999999999999999999999.9", "12345678901234567890123456",
      "99999999999999.999999999999", "10000000000000", "1000000000000.000000000001",
    ]
    figures += ["1", "0.5", "0.000000000001", "9223372036854775808", "99999999999999999999999999"]
      .map { "-" + $0 }
    return figures
  }()

  @Test(.enabled(if: Python.path != nil, "python3 is not installed"))
  func everyPairIsExactOrTooLarge() throws {
    let book = try OracleBook(invoices: 1, seed: 1)
    var random = SeededRandom(Rounds.seed)
    var sums: [(a: String, sign: String, b: String)] = []
    for a in MoneyBoundaryTests.figures {
      for b in MoneyBoundaryTests.figures {
        sums += ["+", "-", "*", "/"].map { (a, $0, b) }
      }
    }
    let results = try Python.results(sums)
    var (exact, tooLarge) = (0, 0)
    for ((a, sign, b), result) in zip(sums, results) {
      // Folded before the run, or worked out by it: the row's own figure hides the constant.
      let isFolded = random.oneIn(2)
      let left = isFolded ? "(\(a))" : "(if age >= 0 then (\(a)) else 0)"
      let isMoney = random.oneIn(2) && sign != "/"
      let first = isMoney ? "(\(left) * EUR 1)" : left
      let second = isMoney && sign != "*" ? "((\(b)) * EUR 1)" : "(\(b))"
      let text = "invoices take 1 show \(first) \(sign) \(second) as x"
      var engine = book.engine
      engine.isOptimizing = !random.oneIn(3)
      let outcome = Outcome(engine, text)
      switch outcome {
      case .table(let table):
        let wanted = result == "none" ? PlainTable.missing : result
        let found = table.rows[0][0].split(separator: " ").last.map(String.init)
        #expect(found == wanted, "\(text) is \(wanted), not \(outcome)")
        exact += 1
      case .mistake(let code):
        #expect(code == "overflow", "\(text): \(code)")
        #expect(MoneyBoundaryTests.isLarge(a, b, result), "\(text) is \(result), and fits")
        tooLarge += 1
      }
    }
    print("\(exact) sums are exact, \(tooLarge) too large")
  }

  /// Whether a clerk would forgive a refusal: figures of more than twelve digits or six decimals.
  private static func isLarge(_ figures: String...) -> Bool {
    figures.contains { figure in
      let parts = figure.drop { $0 == "-" }.split(separator: ".")
      return parts[0].count > 12 || (parts.count > 1 && parts[1].count > 6)
    }
  }

  /// Each of these once ended the program.
  @Test(arguments: [
    "invoices show (0.000000000001 * 0.000000000001) + 99999999999999999999999999 as x",
    "invoices where (0.000000000001 * 0.000000000001) < age * 99999999999999999999999 count",
    """
    invoices take 2 calc if number = "INV-00001" then 0.000000000001 else 0.000000000002 as x
      median x as m where m + 99999999999999999999999999 > 0
    """,
    """
    invoices sum(if currency = EUR then EUR 99999999999999999999999999
      else USD 99999999999999999999999999) as s by currency
      calc s + (if currency = EUR then EUR 0.000000000001 else USD 0.000000000001) as x
    """,
    """
    invoices calc if number = "INV-00001" then 99999999999999999999999999 else 0.000000000001 as x
      show x + x as y
    """,
  ])
  func tooLargeIsAMistake(text: String) throws {
    let book = try OracleBook(invoices: 40, seed: 1)
    for (isOptimizing, size) in [(true, 2048), (false, 2048), (true, 1)] {
      var engine = book.engine
      engine.isOptimizing = isOptimizing
      engine.options.rowsPerBatch = size
      #expect(Outcome(engine, text) == .mistake("overflow"))
    }
  }

  @Test func lengthsOfTimeBeyondTheCalendarAreMistakes() throws {
    let book = try OracleBook(invoices: 1, seed: 1)
    for unit in ["days", "weeks", "months", "quarters", "years"] {
      for period in ["last", "next"] {
        let text = "invoices where date in \(period) 9223372036854775807 \(unit) count"
        #expect(Outcome(book.engine, text).rows == nil)
      }
      let text = "invoices show date - 9223372036854775807 \(unit) as x"
      #expect(Outcome(book.engine, text).rows == nil)
    }
  }
}
