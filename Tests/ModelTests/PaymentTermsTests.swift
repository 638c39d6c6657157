import Model
import Testing

@Suite struct PaymentTermsTests {
  /// Each due day was counted by hand on a calendar; the two orders of "end of month" are those of
  /// OCA/account-invoicing #103: 2021-10-31 and 2021-11-14.
  @Test(arguments: [
    ("net 30", "2026-01-31", "2026-03-02"),
    ("NET30", "2026-01-31", "2026-03-02"),
    ("n/30", "2026-01-31", "2026-03-02"),
    ("30", "2026-01-31", "2026-03-02"),
    ("30 days", "2026-01-31", "2026-03-02"),
    ("Net 30 days from invoice date", "2026-01-31", "2026-03-02"),
    ("payable within 14 days", "2026-02-20", "2026-03-06"),
    ("zahlbar innerhalb 14 Tagen ohne Abzug", "2026-02-20", "2026-03-06"),
    ("due on receipt", "2026-02-28", "2026-02-28"),
    ("DUE", "2026-02-28", "2026-02-28"),
    ("sofort", "2026-02-28", "2026-02-28"),
    ("à réception", "2026-02-28", "2026-02-28"),
    ("45 days end of month", "2021-09-13", "2021-10-31"),
    ("end of month 45 days", "2021-09-13", "2021-11-14"),
    ("45 jours fin de mois", "2021-09-13", "2021-10-31"),
    ("fin de mois 45 jours", "2021-09-13", "2021-11-14"),
    ("EOM", "2024-02-10", "2024-02-29"),
    ("EOM+30", "2024-02-10", "2024-03-30"),
    ("net 30 EOM", "2024-01-31", "2024-03-31"),
    ("2 months", "2025-12-31", "2026-02-28"),
    ("2 weeks", "2026-05-20", "2026-06-03"),
    ("10th of next month", "2026-05-20", "2026-06-10"),
    ("31st of the following month", "2026-01-05", "2026-02-28"),
    ("15 prox", "2026-12-20", "2027-01-15"),
    ("2/10 net 30", "2026-05-01", "2026-05-31"),
    ("3/14 NET45", "2026-05-01", "2026-06-15"),
    ("10 Tage 3% Skonto, 30 Tage netto", "2026-05-01", "2026-05-31"),
    ("50% 30 days, 50% 60 days", "2026-05-01", "2026-06-30"),
    ("50% end of month 31 days; 50% net 12", "2024-05-01", "2024-07-01"),
    ("30% 12 days end of month, 70% end of month 20 days", "2024-05-01", "2024-06-20"),
  ])
  func dueDay(text: String, date: String, due: String) throws {
    let terms = try #require(PaymentTerms(text.utf8))
    #expect(try terms.due(from: day(date)) == day(due))
  }

  @Test(arguments: [
    ("2/10 net 30", "0.02", "2026-05-11"),
    ("net 30, 2/10", "0.02", "2026-05-11"),
    ("net 30 2/10", "0.02", "2026-05-11"),
    ("2% 10 days, net 30", "0.02", "2026-05-11"),
    ("10 Tage 3% Skonto, 30 Tage netto", "0.03", "2026-05-11"),
    ("2,5 % Skonto binnen 8 Tagen", "0.025", "2026-05-09"),
    ("#SKONTO#TAGE=7#PROZENT=2.00#", "0.02", "2026-05-08"),
    ("#SKONTO#TAGE=7#PROZENT=3.00#SKONTO#TAGE=14#PROZENT=2.00#", "0.03", "2026-05-08"),
  ])
  func discountDay(text: String, rate: String, until: String) throws {
    let terms = try #require(PaymentTerms(text.utf8))
    let first = try day("2026-05-01")
    let discount = try #require(terms.discount(from: first, on: first))
    #expect(discount.rate == Decimal(rate))
    #expect(try discount.until == day(until))
  }

  @Test func theNextDiscountCountsAndThenTheLast() throws {
    let terms = try #require(PaymentTerms("3/7, 2/14, net 30".utf8))
    let date = try day("2026-05-01")
    let rates = try ["2026-05-08", "2026-05-09", "2026-05-15", "2026-05-16"].map { text in
      terms.discount(from: date, on: try day(text))?.rate
    }
    #expect(rates == ["0.03", "0.02", "0.02", "0.02"].map { Decimal($0) })
  }

  @Test func instalmentsKeepTheirShares() throws {
    let terms = try #require(PaymentTerms("30% due on receipt, 70% net 60".utf8))
    #expect(terms.instalments.map(\.share) == [Decimal("0.3"), Decimal("0.7")])
    #expect(terms.instalments.map(\.steps) == [[.days(0)], [.days(60)]])
  }

  /// A discount before the parts is one, and parts that do not make the whole are no discounts.
  @Test func discountsStandBeforeInstalments() throws {
    let terms = try #require(PaymentTerms("2/10, 50% 30 days, 50% 60 days".utf8))
    #expect(terms.discounts.map(\.rate) == [Decimal("0.02")])
    #expect(terms.instalments.map(\.share) == [Decimal("0.5"), Decimal("0.5")])
    #expect(PaymentTerms("50% 30 days, 60% 60 days".utf8) == nil)
  }

  @Test func stepsShowTheirDays() throws {
    let terms = try #require(PaymentTerms("45 days end of month".utf8))
    let walked = PaymentTerms.walk(terms.instalments[0].steps, from: try day("2021-09-13"))
    #expect(
      walked.map { "\($0.step) \($0.day)" } == ["45 days 2021-10-28", "end of month 2021-10-31"])
  }

  @Test(arguments: [
    "", "as agreed", "net", "30 or 60 days", "2/10", "30 days 2% 10 days", "net 99999", "120%",
    "10th", "net 30 net 60", "50% 30 days, 60% 60 days x", "30.5 days", "\u{0}", "%", "2/", "/10",
  ])
  func whatIsNoTermsIsNotGuessed(text: String) {
    let terms = PaymentTerms(text.utf8)
    #expect(terms?.due(from: CivilDate(day: 0)) == nil)
  }

  @Test func endsOfTheCalendarAreNoDay() throws {
    let terms = try #require(PaymentTerms("net 30 EOM".utf8))
    #expect(terms.due(from: CivilDate.last) == nil)
  }

  private func day(_ text: String) throws -> CivilDate {
    try #require(CivilDate(iso: text.utf8))
  }
}
