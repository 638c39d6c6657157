import Model

/// The selling side of a sample book, lived day by day.
struct Receivables {
  let calendar: BookCalendar
  let count: Int
  var random: SplitMix64
  var files: BookFiles
  var planted: [Planted] = []
  var accounts: [CustomerAccount]
  var plan: FatePlan<InvoiceFate>
  /// How many invoices are written.
  var written = 0
  /// What will be paid on each day of the calendar.
  var comingPayments: [[ComingPayment]]
  /// The last payments that were entered, and the last that will come after today.
  var entered: [BankStatement.Entered] = []
  var expected: [ComingPayment] = []
  /// The last payment that was agreed on, which another invoice may join.
  var lastAgreed: (day: CivilDate, customer: Int, currency: Currency)?
  var invoiceNumbers: Numbering
  var creditNumbers = Numbering("CN-")
  var paymentNumbers = Numbering("P-")
  var orderNumbers = Numbering("SO-")

  static let clerks = ["anna", "ben", "chiara", "dmitri"]

  init(count: Int, calendar: BookCalendar, random seed: SplitMix64) {
    var random = seed
    self.calendar = calendar
    self.count = count
    let customers =
      count <= 400 ? max(20, min(Firm.customers.count, count / 5)) : 60 + (count - 400) / 50
    accounts = (0..<customers).map { CustomerAccount($0, random: &random) }
    plan = FatePlan(
      count: count, blockSize: InvoiceFate.blockSize, blocksPerMistake: 8, plain: .plain,
      quota: InvoiceFate.quota, mistakes: Planted.Kind.onInvoices, young: 6)
    comingPayments = Array(repeating: [], count: calendar.dayCount)
    invoiceNumbers = Numbering("INV-", width: max(5, String(count).utf8.count))
    files = BookFiles([
      .customers, .invoices, .invoiceLines, .credits, .creditLines, .payments, .allocations,
      .orders, .orderLines, .disputes, .promises, .notes, .bankLines,
    ])
    self.random = random
  }

  /// Writes what happens on a day of the calendar.
  mutating func live(day index: Int) {
    let until = calendar.documents(of: count, upTo: index)
    let date = calendar.day(index)
    while written < until {
      issueInvoice(on: date)
      written += 1
    }
    receivePayments(day: index)
  }

  /// Writes who the customers are, once it is known what they owe, and what the bank tells.
  mutating func close(bank: consuming BankStatement) {
    bank.write(entered, expected, into: &files)
    let limited = accounts.indices.filter { $0 % 10 != 9 }
    let largest = limited.max { accounts[$0].owedUnits < accounts[$1].owedUnits }
    for (index, account) in accounts.enumerated() {
      let firm = Firm.customer(index)
      let limit = account.limit(isOver: index == largest || index % 6 == 2)
      files.row(
        .customers, .text(account.number), .text(firm.name), .text(firm.contact),
        .text(firm.phone), index % 11 == 7 ? .none : .text(firm.email), .text(firm.address),
        .text(firm.country), .currency(account.currency),
        index % 17 == 16 ? .none : .text(account.terms.text),
        index % 10 == 9 ? .none : .amount(limit, account.currency),
        index % 9 == 5 ? .none : .text(firm.taxID), .text(firm.iban),
        .flag(account.isOrderRequired), index < 5 ? .text("key account") : .none)
    }
  }

  /// The day on which a customer will pay an invoice; nil for never.
  mutating func payDay(of invoice: Invoice) -> CivilDate? {
    let account = accounts[invoice.customer]
    let due = invoice.due ?? invoice.date.plus(40)
    let delay = account.habit.delay(on: invoice.date, today: calendar.today, random: &random)
    guard let delay else { return nil }
    let day = max(invoice.date, due.plus(delay))
    guard account.paysOncePerMonth else { return day.workingDay }
    let (year, month, dayOfMonth) = day.parts
    return day.plus(CivilDate.dayCount(year: year, month: month) - dayOfMonth).workingDay
  }
}

/// How we stand with one customer.
struct CustomerAccount {
  let number: String
  let currency: Currency
  let habit: Habit
  let terms: SampleTerms
  let isOrderRequired: Bool
  let paysOncePerMonth: Bool
  /// What is owed in the customer's currency, in its smallest unit.
  var owed = 0

  /// Whether the customer is billed in euros as well.
  let hasTwoCurrencies: Bool

  init(_ index: Int, random: inout SplitMix64) {
    number = "C-" + FixedPoint.padded(index + 1, width: 3)
    currency = Land.named(Firm.customer(index).country).currency
    let chosen = random.pick(Habit.usual)
    habit =
      switch index {
      case 2: .late
      case 7: .turning
      case 14: .poor
      default: chosen
      }
    let choices: [SampleTerms] = [
      .net(30), .net(30), .net(14), .thirtyDaysEndOfMonth, .net(60), .net(30), .earlyDiscount,
      .net(30), .onReceipt,
    ]
    terms = choices[index % choices.count]
    isOrderRequired = index % 7 == 2
    paysOncePerMonth = index < 6
    hasTwoCurrencies = index == 3
  }

  /// What is owed in whole units, roughly comparable between currencies.
  var owedUnits: Int {
    owed / FixedPoint.powerOfTen(currency.exponent) / (currency == .yen ? 160 : 1)
  }

  /// A credit limit, below or well above what is owed.
  func limit(isOver: Bool) -> Int {
    let step = FixedPoint.powerOfTen(currency.exponent) * (currency == .yen ? 16_000 : 100)
    if isOver, owed > 2 * step { return owed * 4 / 5 / step * step }
    return max(50 * step, (owed * 3 / 2 / step / 10 + 1) * step * 10)
  }
}

/// An invoice while it is written.
struct Invoice {
  let number: String
  let customer: Int
  let date: CivilDate
  var due: CivilDate?
  var terms: SampleTerms?
  var sums: DocumentSums
  var order: String?
  var currency: Currency { sums.currency }
}

/// Part of a payment that is still to come.
struct ComingPayment {
  let customer: Int
  let currency: Currency
  /// The invoice that it settles; nil for money on account.
  let invoice: String?
  let invoiceDate: CivilDate
  let amount: Int
  /// What is paid beyond the amount.
  var surplus = 0
  /// Whether it comes by itself, even if the customer pays something else that day.
  var isAlone = false
  var isFromStranger = false
}
