import Model
import OracleSupport
import Testing

/// Terms with instalments and discounts, read and reckoned once more in Python.
struct InstalmentTests {
  /// How the parts of a total are divided.
  private static let shares = [
    ["50", "50"], ["30", "70"], ["25", "25", "50"], ["10", "20", "30", "40"], ["33.5", "66.5"],
    ["100"],
  ]

  @Test func daysAreThoseOfTheJudge() throws {
    var random = SeededRandom(Rounds.seed)
    let bills = (0..<Rounds.count(400)).map { number in
      let day = CivilDate(year: 2024, month: 1, day: 1)?.adding(days: random.below(800)) ?? .first
      let terms = InstalmentTests.terms(&random)
      // Some are due as their terms say: the judge tells which.
      let stated = random.oneIn(4) ? PaymentTerms(terms.utf8)?.due(from: day) : nil
      return Bill(
        number: "B\(number)", terms: terms, day: day,
        due: stated ?? day.adding(days: random.below(120)) ?? day,
        cents: 100 + random.below(1_000_000))
    }
    let csv =
      "number,vendor,vendor_number,date,due,terms,currency,total\n"
      + bills.map(\.line).joined(separator: "\n")
    let engine = try FindingsTests.engine(["bills.csv": csv], asOf: "2027-12-31")
    let offers = try engine.plain("bills show number, discount_due, early_discount").rows
    let findings = try engine.plain(
      "findings where rule is \"due-terms\" show document, expected, found"
    ).rows
    let judged = try Python.run(
      InstalmentTests.judge, arguments: [], input: bills.map(\.question).joined(separator: "\n"))
    var wantedOffers: [[String]] = []
    var wantedFindings: [[String]] = []
    for (bill, line) in zip(bills, judged.split(separator: "\n")) {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      wantedOffers.append([bill.number, parts[1], parts[2]])
      if parts[0] != bill.due.description {
        wantedFindings.append([bill.number, parts[0], bill.due.description])
      }
    }
    #expect(offers == wantedOffers)
    #expect(findings.sorted { $0[0] < $1[0] } == wantedFindings.sorted { $0[0] < $1[0] })
    let withDiscount = offers.count { $0[1] != PlainTable.missing }
    #expect(withDiscount > bills.count / 5)
    #expect(findings.count < bills.count && findings.count > bills.count / 2)
  }

  private struct Bill {
    let number: String
    let terms: String
    let day: CivilDate
    let due: CivilDate
    let cents: Int

    var line: String {
      "\(number),V1,\(number),\(day),\(due),\"\(terms)\",EUR,"
        + "\(cents / 100).\(cents % 100 / 10)\(cents % 10)"
    }
    var question: String { "\(day)|\(terms)|\(cents)" }
  }

  private static func terms(_ random: inout SeededRandom) -> String {
    var parts = random.pick(shares).map { "\($0)% " + when(&random) }
    if random.oneIn(3) { parts.insert("\(1 + random.below(4))/\(1 + random.below(2))", at: 0) }
    return parts.joined(separator: random.oneIn(2) ? ", " : "; ")
  }

  private static func when(_ random: inout SeededRandom) -> String {
    let count = 3 + random.below(87)
    return switch random.below(7) {
    case 0: "\(count) days end of month"
    case 1: "end of month \(count) days"
    case 2: "\(1 + random.below(5)) months"
    case 3: "\(1 + random.below(31))th of next month"
    case 4: "\(1 + random.below(9)) weeks"
    case 5: "net \(count)"
    default: "\(count) days"
    }
  }

  private static let judge = """
    import calendar, datetime, re, sys
    from decimal import Decimal, ROUND_HALF_UP
    def end(day): return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    def months(day, count):
      year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
      last = calendar.monthrange(year, month + 1)[1]
      return datetime.date(year, month + 1, min(day.day, last))
    def day(words, date):
      number = re.search(r'\\d+', words)
      count = datetime.timedelta(int(number.group()))
      if words.endswith('days end of month'): return end(date + count)
      if words.startswith('end of month'): return end(date) + count
      if 'next month' in words:
        first = months(date.replace(day=1), 1)
        return first.replace(day=min(count.days, end(first).day))
      if 'month' in words: return months(date, count.days)
      return date + count * (7 if 'week' in words else 1)
    for line in sys.stdin:
      date, terms, cents = line.rstrip('\\n').split('|')
      date = datetime.date.fromisoformat(date)
      due, until, off = date, '∅', '∅'
      for part in re.split('[,;] ', terms):
        early = re.fullmatch(r'(\\d+)/(\\d+)', part)
        if early:
          until = date + datetime.timedelta(int(early.group(2)))
          exact = Decimal(cents) * int(early.group(1)) / 100
          figure = '%d.%02d' % divmod(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), 100)
          off = 'EUR ' + figure.rstrip('0').rstrip('.')
        else:
          due = max(due, day(part.split('% ')[1], date))
      print('%s|%s|%s' % (due, until, off))
    """
}
