import Model
import Testing

/// Stretches of days.
@Suite struct PeriodTests {
  private func date(_ text: String) throws -> CivilDate {
    try #require(CivilDate(iso: text.utf8))
  }

  /// The table of "ISO week date" in Wikipedia, which is the one of the norm with more years.
  @Test(arguments: [
    ("1977-01-01", "1976-W53", 6), ("1977-01-02", "1976-W53", 7), ("1977-12-31", "1977-W52", 6),
    ("1978-01-01", "1977-W52", 7), ("1978-01-02", "1978-W01", 1), ("1978-12-31", "1978-W52", 7),
    ("1979-01-01", "1979-W01", 1), ("1979-12-30", "1979-W52", 7), ("1979-12-31", "1980-W01", 1),
    ("1980-01-01", "1980-W01", 2), ("1980-12-28", "1980-W52", 7), ("1980-12-29", "1981-W01", 1),
    ("1980-12-31", "1981-W01", 3), ("1981-01-01", "1981-W01", 4), ("1981-12-31", "1981-W53", 4),
    ("1982-01-01", "1981-W53", 5), ("1982-01-02", "1981-W53", 6), ("1982-01-03", "1981-W53", 7),
    ("2005-01-01", "2004-W53", 6), ("2008-12-29", "2009-W01", 1), ("2010-01-03", "2009-W53", 7),
    ("2026-03-31", "2026-W14", 2), ("0001-01-01", "0001-W01", 1), ("9999-12-31", "9999-W52", 5),
  ])
  func `counts weeks as ISO 8601`(day: String, week: String, weekday: Int) throws {
    let date = try date(day)
    let period = Period(.week, holding: date)
    #expect(period.text == week && date.weekday == weekday)
    #expect(period.first.weekday == 1 && period.contains(date))
    let year = try #require(Int(week.prefix(4)))
    let number = try #require(Int(week.suffix(2)))
    #expect(Period(isoYear: year, week: number) == period)
  }

  @Test(arguments: [
    (2026, 53, true), (2025, 53, false), (2020, 53, true), (2026, 0, false), (2026, 54, false),
    (2026, 1, true), (0, 1, false), (10_000, 1, false),
  ])
  func `knows which weeks a year has`(year: Int, week: Int, exists: Bool) {
    #expect((Period(isoYear: year, week: week) != nil) == exists)
  }

  @Test(arguments: [
    (PeriodUnit.day, "2026-05-20", "2026-05-20", "2026-05-20", "2026-05-20"),
    (.week, "2026-05-20", "2026-05-18", "2026-05-24", "2026-W21"),
    (.month, "2024-02-10", "2024-02-01", "2024-02-29", "2024-02"),
    (.quarter, "2026-12-31", "2026-10-01", "2026-12-31", "2026-Q4"),
    (.quarter, "2026-01-01", "2026-01-01", "2026-03-31", "2026-Q1"),
    (.year, "2026-05-20", "2026-01-01", "2026-12-31", "2026"),
    (.year, "9999-05-20", "9999-01-01", "9999-12-31", "9999"),
    (.month, "0001-01-31", "0001-01-01", "0001-01-31", "0001-01"),
    (.week, "9999-12-29", "9999-12-27", "9999-12-31", "9999-W52"),
  ])
  func `holds a day`(
    unit: PeriodUnit, day: String, first: String, last: String, text: String
  ) throws {
    let period = Period(unit, holding: try date(day))
    #expect(period.first.description == first && period.last.description == last)
    #expect(period.text == text)
  }

  @Test func `tells a stretch that is no unit by its days`() throws {
    let period = Period(try date("2026-01-05"), try date("2026-02-03"))
    #expect(period.text == "2026-01-05 to 2026-02-03" && period.dayCount == 30)
    #expect(!period.contains(try date("2026-02-04")) && period.contains(period.last))
  }

  @Test(arguments: [
    (0, 60, "60 days"), (3, 0, "3 months"), (1, 1, "1 month 1 day"), (0, 0, "0 days"),
    (-1, 0, "-1 month"),
  ])
  func `durations speak`(months: Int, days: Int, text: String) {
    #expect(Duration(months: months, days: days).text == text)
  }
}
