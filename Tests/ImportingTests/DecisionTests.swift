import Columns
import Diagnostics
import Importing
import Testing

@Suite struct DateDecisionTests {
  /// Invoices with these dates.
  static func imported(
    _ dates: [String], due: [String] = [], mapping: String? = nil
  ) throws(Diagnostic) -> Imported {
    var text = "number,date,due\n"
    for (index, date) in dates.enumerated() {
      text += "\(index + 1),\(date),\(index < due.count ? due[index] : "")\n"
    }
    return try Imported(text, mapping: mapping)
  }

  @Test(
    "one order for all dates of a column",
    arguments: [
      (["2026-03-04", "2026-12-31"], ["2026-03-04", "2026-12-31"], DateOrder?.none),
      (["2026-3-4T10:00:00Z", "2026/12/31 23:59"], ["2026-03-04", "2026-12-31"], nil),
      (["20260304"], ["2026-03-04"], nil),
      (["03/04/2026", "13/04/2026"], ["2026-04-03", "2026-04-13"], .dayMonthYear),
      (["03/04/2026", "4/13/2026 8:26"], ["2026-03-04", "2026-04-13"], .monthDayYear),
      (
        ["3.4.2026", "2026-01-02", "31.1.2026"], ["2026-04-03", "2026-01-02", "2026-01-31"],
        .dayMonthYear
      ),
      (["5/5/2026"], ["2026-05-05"], nil),
      (
        ["31-Dec-2025", "1 Sept 2026", "3 december 2026", "31.May.2026 10:00"],
        ["2025-12-31", "2026-09-01", "2026-12-03", "2026-05-31"], nil
      ),
    ])
  func orders(_ dates: [String], _ expected: [String], _ order: DateOrder?) throws {
    let imported = try DateDecisionTests.imported(dates)
    #expect(imported.values("date") == expected)
    #expect(imported.column("date")?.dateOrder == order)
    #expect(imported.reasons.isEmpty)
  }

  @Test func anUndecidableColumnShowsBothReadings() {
    do {
      _ = try DateDecisionTests.imported(["", "03/04/2026", "01/02/2026"])
      Issue.record("decided")
    } catch {
      #expect(error.code == .undecidableDates)
      #expect(
        error.message == "invoices.csv, line 3, column 'date': the date 03/04/2026 can be read in "
          + "two ways, and so can all others")
      #expect(error.notes == ["day-month-year: 3 Apr 2026", "month-day-year: 4 Mar 2026"])
      #expect(error.help.contains("--dry-run"))
      #expect(error.span == nil)
    }
  }

  @Test func anUndecidableColumnFollowsOneWithTheSameSeparator() throws {
    let imported = try DateDecisionTests.imported(["03/04/2026"], due: ["13/04/2026"])
    #expect(imported.values("date") == ["2026-04-03"])
    #expect(imported.column("date")?.notes == ["dates as in due"])
    #expect(
      code { _ = try DateDecisionTests.imported(["03.04.2026"], due: ["13/04/2026"]) } == "I105")
  }

  @Test func noCommonOrderIsAnErrorUntilTheMappingDecides() throws {
    let dates = ["13/04/2026", "04/13/2026"]
    #expect(code { _ = try DateDecisionTests.imported(dates) } == "I105")
    let imported = try DateDecisionTests.imported(dates, mapping: "dates = day-month-year")
    #expect(imported.values("date") == ["2026-04-13"])
    #expect(
      imported.reasons == ["3:2 date '04/13/2026': not a day, read as day-month-year"])
  }

  @Test func whatIsNoDateIsRefused() throws {
    let imported = try DateDecisionTests.imported(
      [
        "2026-02-30", "31/02/2026", "1/2/26", "soon", "2026-01-01 25:00", "0000-01-01",
        "2026-02-28",
      ])
    #expect(imported.values("date") == ["2026-02-28"])
    #expect(imported.refusals.map(\.line) == [2, 3, 4, 5, 6, 7])
    #expect(
      imported.refusals.map(\.reason) == [
        "no such day", "no such day",
        "not a date: a year of two digits does not tell the century", "not a date", "not a date",
        "no such day",
      ])
  }
}

@Suite struct NumberDecisionTests {
  static func imported(
    _ totals: [String], tax: [String] = [], mapping: String? = nil
  ) throws(Diagnostic) -> Imported {
    var text = "number;total;tax\n"
    for (index, total) in totals.enumerated() {
      text += "\(index + 1);\(total);\(index < tax.count ? tax[index] : "")\n"
    }
    return try Imported(text, mapping: mapping)
  }

  @Test(
    "one decimal mark for all amounts of a column",
    arguments: [
      (["5", "12"], ["5", "12"], DecimalMark?.none),
      (["1,200.50", "3"], ["1200.50", "3.00"], .point),
      (["1.200,50", "3"], ["1200.50", "3.00"], .comma),
      (["1.234", "1,5"], ["1234.0", "1.5"], .comma),
      (["1.234", "1.5"], ["1.234", "1.500"], .point),
      (["1.234.567", "1.234"], ["1234567", "1234"], .comma),
      (["1234.567"], ["1234.567"], .point),
      (["0.125", ".50"], ["0.125", "0.500"], .point),
      (["1 234 567.5", "1'000.25", "1\u{A0}000"], ["1234567.50", "1000.25", "1000.00"], .point),
      (
        ["-5.00", "5.00-", "(5.00)", "\u{2212}5.00"], ["-5.00", "-5.00", "-5.00", "-5.00"], .point
      ),
      (["1.10000000"], ["1.100000"], .point),
      (
        ["+5.00", "1\u{2009}000.5", "1\u{2007}000", "\u{2212}\u{A0}7"],
        ["5.00", "1000.50", "1000.00", "-7.00"], .point
      ),
      (["9223372036854775807"], ["9223372036854775807"], nil),
    ])
  func marks(_ totals: [String], _ expected: [String], _ mark: DecimalMark?) throws {
    let imported = try NumberDecisionTests.imported(totals)
    #expect(imported.values("total") == expected)
    #expect(imported.column("total")?.decimalMark == mark)
    #expect(imported.reasons.isEmpty)
  }

  @Test func anUndecidableColumnShowsBothReadings() {
    do {
      _ = try NumberDecisionTests.imported(["5", "1.234"])
      Issue.record("decided")
    } catch {
      #expect(error.code == .undecidableNumbers)
      #expect(error.message.hasPrefix("invoices.csv, line 3, column 'total': the number 1.234 "))
      #expect(error.notes == ["decimal = point: 1.234", "decimal = comma: 1234"])
      #expect(error.help.contains("--dry-run"))
    }
  }

  @Test func anUndecidableColumnFollowsTheOthers() throws {
    let imported = try NumberDecisionTests.imported(["1,234"], tax: ["0,5"])
    #expect(imported.values("total") == ["1.234"])
    #expect(imported.column("total")?.notes == ["decimal mark as in tax"])
  }

  @Test func noCommonMarkIsAnErrorUntilTheMappingDecides() throws {
    #expect(code { _ = try NumberDecisionTests.imported(["1.5", "1,5"]) } == "I106")
    let imported = try NumberDecisionTests.imported(["1.5", "1,5"], mapping: "decimal = comma")
    #expect(imported.values("total") == ["1.5"])
    #expect(imported.refusals.map(\.line) == [2])
  }

  @Test(
    "what is no amount is refused",
    arguments: [
      ("10.999.99", "not a number"),
      ("1e5", "an exponent, as a spreadsheet writes where digits may be lost"),
      ("1.23E+05", "an exponent, as a spreadsheet writes where digits may be lost"),
      ("+-1", "two signs"),
      ("5.00 CR", "CR and DR do not say which of them is less than nothing; a sign would"),
      ("Dr 5.00", "CR and DR do not say which of them is less than nothing; a sign would"),
      ("0x10", "not a number"),
      ("\u{663}", "not a number"),
      ("NaN", "no such currency"), ("inf", "no such currency"),
      ("--1", "two signs"), ("(-1)", "two signs"), ("1..5", "not a number"), ("5.", "not a number"),
      ("-", "not a number"), ("1.2345678", "more than six decimals"),
      ("12345678901234567890", "too large a number"),
      ("-9223372036854775808", "too large a number"),
      ("€ 5 EUR", "not a number"), ("12,34,56.00", "the group marks are not three digits apart"),
      ("123,45,678.00", "the group marks are not three digits apart"),
      ("1,00,000,000.00", "the group marks are not three digits apart"),
      ("1'00'000", "the group marks are not three digits apart"),
      ("1 2345.00", "the group marks are not three digits apart"), ("5%", "not a number"),
    ])
  func refused(_ total: String, _ reason: String) throws {
    let imported = try NumberDecisionTests.imported(["0.5", total])
    #expect(imported.values("total") == ["0.5"])
    #expect(imported.reasons == ["3:2 total '\(total)': \(reason)"])
  }

  @Test func lakhsAndCroresAreGroupsOfTwo() throws {
    let imported = try NumberDecisionTests.imported([
      "0.5", "1,00,000.00", "-12,34,567.5", "1,00,00,000", "99,999", "INR 1,234.00",
    ])
    #expect(
      imported.values("total") == [
        "0.50", "100000.00", "-1234567.50", "10000000.00", "99999.00", "INR 1234.00",
      ])
    #expect(imported.refusals.isEmpty)
  }

  @Test func anAmountThatDoesNotFitTheScaleOfTheColumnIsRefused() throws {
    let imported = try NumberDecisionTests.imported(["9223372036854775807", "0.5"])
    #expect(imported.values("total") == ["0.5"])
    #expect(imported.refusals.map(\.reason) == ["too large a number"])
  }

  @Test(
    "tax rates are parts of one",
    arguments: [
      (["0.20", "0", "0.055"], ["0.200", "0.000", "0.055"]),
      (["20", "0", "5.5"], ["0.200", "0.000", "0.055"]),
      (["20%", "5.5 %"], ["0.200", "0.055"]),
      (["0.2", "19"], ["0.2", "19.0"]),
    ])
  func taxRates(_ rates: [String], _ expected: [String]) throws {
    let text = "document,tax_rate\n" + rates.map { "1,\($0)\n" }.joined()
    let imported = try Imported(text, name: "invoice_lines.csv")
    #expect(imported.values("tax_rate") == expected)
    let isPercent = imported.column("tax_rate")?.notes == ["read as percent: 19 is 0.19"]
    #expect(isPercent == rates.contains("20"))
  }
}
