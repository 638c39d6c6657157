import Model

/// The days that a sample book covers, and how many documents fall on each.
struct BookCalendar {
  let first: CivilDate
  let today: CivilDate
  /// For each day from the first, how busy the days up to its end are together.
  private let busyness: [Int]

  /// The seventeen whole months before today and this month so far.
  init(today: CivilDate, random: inout SplitMix64) {
    self.today = today
    let (year, month, _) = today.parts
    let months = year * 12 + month - 1 - 17
    first = CivilDate(year: months / 12, month: months % 12 + 1, day: 1) ?? today
    var sum = 0
    busyness = (first.day...today.day).map { day in
      if CivilDate(day: day).weekday <= 5 { sum += random.within(2...6) }
      return sum
    }
  }

  var dayCount: Int { busyness.count }

  /// How many of `count` documents fall on days up to the end of the day at an index.
  func documents(of count: Int, upTo index: Int) -> Int {
    guard let all = busyness.last, all > 0, index < dayCount - 1 else { return count }
    return count * busyness[index] / all
  }

  /// The day at an index.
  func day(_ index: Int) -> CivilDate { first.plus(index) }

  /// The index of a day from the first to today, nil for others.
  func index(of date: CivilDate) -> Int? {
    date < first || date > today ? nil : Int(date.day - first.day)
  }

  /// The day itself, but today for days to come.
  func byToday(_ date: CivilDate) -> CivilDate { min(date, today) }
}
