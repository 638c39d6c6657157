import Importing
import Model
import Testing

/// What the columns of figures mean: discounts as money or rates, amounts in coins.
@Suite struct FigureDecisionTests {
  private static func lines(
    _ heading: String, _ rows: [String], mapping: String? = nil
  ) throws -> Imported {
    try Imported(
      "document,quantity,unit_price,\(heading)\n" + rows.map { "1,\($0)\n" }.joined(),
      name: "invoice_lines.csv", mapping: mapping)
  }

  @Test func aSignOrTheHeadingTellsRates() throws {
    let signed = try FigureDecisionTests.lines("discount", ["2,5.00,10%", "1,5.00,0.5%"])
    #expect(signed.values("discount_rate") == ["0.100", "0.005"])
    for heading in ["Discount %", "discount_rate", "Discount Percentage"] {
      let told = try FigureDecisionTests.lines(heading, ["2,5.00,10", "1,5.00,0.5"])
      #expect(told.values("discount_rate") == ["0.100", "0.005"], "\(heading)")
    }
    let parts = try FigureDecisionTests.lines("discount rate", ["2,5.00,0.1", "1,5.00,0"])
    #expect(parts.values("discount_rate") == ["0.1", "0.0"])
  }

  @Test func amountsTellWhatDiscountsAre() throws {
    let part = try FigureDecisionTests.lines(
      "discount,amount", ["2,5.00,0.15,8.50", "3,0.35,0.5,0.53", "1,5.00,0,5.00"])
    #expect(part.values("discount_rate") == ["0.15", "0.50", "0.00"])
    #expect(part.column("discount")?.notes == ["discounts are rates"])
    let percent = try FigureDecisionTests.lines("discount,amount", ["2,5.00,15,8.50"])
    #expect(percent.values("discount_rate") == ["0.15"])
    let money = try FigureDecisionTests.lines("discount,amount", ["2,5.00,0.15,9.85"])
    #expect(money.values("discount") == ["0.15"])
  }

  @Test func whatNothingTellsIsRefusedOrMoney() throws {
    #expect(code { _ = try FigureDecisionTests.lines("discount", ["2,5.00,0.15"]) } == "I120")
    #expect(
      code { _ = try FigureDecisionTests.lines("discount,amount", ["2,5.00,0.15,9.00"]) } == "I120")
    #expect(try FigureDecisionTests.lines("discount", ["2,5.00,15"]).values("discount") == ["15"])
    let mapped = try FigureDecisionTests.lines(
      "discount", ["2,5.00,0.15"], mapping: "discount = discount")
    #expect(mapped.values("discount") == ["0.15"])
    let rate = try FigureDecisionTests.lines(
      "discount", ["2,5.00,0.15"], mapping: "discount = discount_rate")
    #expect(rate.values("discount_rate") == ["0.15"])
  }

  @Test func minorUnitsFollowTheRowsCurrency() throws {
    let text = """
      id,customer,currency,amount
      1,A,usd,123456
      2,A,jpy,123456
      3,A,kwd,123456
      4,A,eur,-5
      5,A,,7

      """
    let minor = try Imported(text, mapping: "amounts = minor")
    #expect(
      minor.values("total") == ["USD 1234.560", "JPY 123456.000", "KWD 123.456", "EUR -0.050"])
    #expect(minor.reasons == ["6:4 amount '7': which coins these are, no currency tells"])
    let plain = try Imported(text, mapping: "currency = EUR")
    #expect(plain.values("total").prefix(2) == ["USD 123456", "JPY 123456"])
    let home = try Imported(text, mapping: "amounts = minor\ncurrency = EUR")
    #expect(home.values("total").last == "EUR 0.070")
    #expect(code { _ = try Imported(text, mapping: "amounts = cents") } == "I109")
  }

  @Test func receiptsAreOfGoodsOrOfMoney() throws {
    let money = try Imported(
      "number,customer,date,amount\n1,A,2026-01-02,5\n", name: "receipts.csv")
    #expect(money.file.collection == .payments)
    let goods = try Imported("number,vendor,date,order\n1,A,2026-01-02,7\n", name: "receipts.csv")
    #expect(goods.file.collection == .receipts)
  }

  @Test func ratesLeadToTheHomeCurrency() throws {
    let rates = try Imported(
      "currency,rate\nUSD,0.9215\n,1\n$,2\n", name: "fx.csv", currency: "EUR")
    #expect(rates.file.collection == .rates)
    #expect(rates.values("from_currency") == ["USD"])
    #expect(rates.values("to_currency") == ["EUR"])
    #expect(rates.values("rate") == ["0.9215"])
    #expect(
      rates.reasons.map { $0.split(separator: ": ").last } == [
        "the rate has none", "$ does not say which dollar",
      ])
    #expect(code { _ = try Imported("currency,price\nUSD,1\n", name: "fx.csv") } == "I108")
  }
}
