import Model
import Testing

/// Days of the calendar.
@Suite struct CivilDateTests {
  @Test func `takes every day of the calendar apart and together again`() {
    var previous = (year: 1, month: 0, day: 0)
    var count = 0
    for day in CivilDate.first.day...CivilDate.last.day {
      let parts = CivilDate(day: day).parts
      let isNext: Bool
      if parts.day > 1 {
        isNext = parts == (previous.year, previous.month, previous.day + 1)
      } else if parts.month > 1 {
        isNext = parts == (previous.year, previous.month + 1, 1)
      } else {
        isNext = count == 0 || parts == (previous.year + 1, 1, 1)
      }
      let again = CivilDate(year: parts.year, month: parts.month, day: parts.day)
      guard isNext, again?.day == day else {
        Issue.record("day \(day) is \(parts) after \(previous)")
        return
      }
      previous = parts
      count += 1
    }
    #expect(count == 3_652_059)
    #expect(previous == (9999, 12, 31))
  }

  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
    ("2026-03-31", 20_543, 2), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
  ])
  func `counts days and weekdays`(text: String, day: Int32, weekday: Int) throws {
    let date = try #require(CivilDate(iso: text.utf8))
    #expect(date.day == day && date.weekday == weekday && date.description == text)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
    "0000-01-01", "2026-3-1", "20260301", "2026/03/01", "2026-03-01 ", "", "२026-03-01",
    "+026-03-01", "2026-03-1x",
  ])
  func `refuses what is no day`(text: String) {
    #expect(CivilDate(iso: text.utf8) == nil)
  }

  @Test(
    arguments: [
      ("2026-01-31", 1, 0, "2026-02-28"), ("2024-01-31", 1, 0, "2024-02-29"),
      ("2026-03-31", -1, 0, "2026-02-28"), ("2026-12-15", 1, 0, "2027-01-15"),
      ("2026-01-15", -1, 0, "2025-12-15"), ("2024-02-29", 12, 0, "2025-02-28"),
      ("2026-01-31", 1, 1, "2026-03-01"), ("2026-05-20", 0, -60, "2026-03-21"),
      ("9999-12-31", 0, 1, nil), ("0001-01-01", 0, -1, nil), ("9999-12-01", 1, 0, nil),
      ("0001-01-31", -1, 0, nil), ("2026-01-01", .max, 0, nil), ("2026-01-01", 0, .max, nil),
    ] as [(String, Int, Int, String?)])
  func `moves`(from: String, months: Int, days: Int, expected: String?) throws {
    let date = try #require(CivilDate(iso: from.utf8))
    #expect(date.adding(Duration(months: months, days: days))?.description == expected)
  }

  @Test func `is spoken as footers tell it`() throws {
    #expect(try #require(CivilDate(year: 2026, month: 5, day: 20)).spoken == "20 May 2026")
    #expect(CivilDate.first.spoken == "1 Jan 1")
  }
}
