import Model

/// The lines of the bank of the last two weeks: those that were entered, and some that were not.
///
/// Its numbers are its own, so that the rest of the book does not depend on it.
struct BankStatement {
  /// A payment that was entered.
  struct Entered {
    let number: String
    let date: CivilDate
    let amount: Int
    let currency: Currency
    let text: String
    let customer: Int
    /// The name that the bank tells.
    let payer: String
  }

  private struct Line {
    let date: CivilDate
    let amount: Int
    let currency: Currency
    let payer: String
    let iban: String
    let text: String
    var payment: String?
  }

  private let today: CivilDate
  private var random: SplitMix64
  private var lines: [Line] = []
  private static let mostEntered = 12
  private static let mostExpected = 30

  init(seed: UInt64, today: CivilDate) {
    (random, self.today) = (SplitMix64(seed: seed ^ 0x6261_6E6B), today)
  }

  /// Keeps the last few of what was entered.
  static func keep(_ payment: Entered, in entered: inout [Entered]) {
    entered.append(payment)
    if entered.count > mostEntered { entered.removeFirst() }
  }

  /// Keeps the last few invoices whose payment would come after today.
  static func keep(_ part: ComingPayment, in expected: inout [ComingPayment]) {
    expected.append(part)
    if expected.count > mostExpected { expected.removeFirst() }
  }

  /// Makes the lines and writes them, by day.
  mutating func write(
    _ entered: [Entered], _ expected: [ComingPayment], into files: inout BookFiles
  ) {
    for payment in entered {
      lines.append(
        Line(
          date: payment.date, amount: payment.amount, currency: payment.currency,
          payer: payment.payer, iban: Firm.customer(payment.customer).iban, text: payment.text,
          payment: payment.number))
    }
    addPayments(expected)
    addOthers()
    let sorted = lines.enumerated().sorted {
      ($0.element.date, $0.offset) < ($1.element.date, $1.offset)
    }
    var numbers = Numbering("BL-")
    for (_, line) in sorted {
      files.row(
        .bankLines, .text(numbers.next()), .date(line.date), .amount(line.amount, line.currency),
        .currency(line.currency), .text(line.payer), .text(line.iban), .text(line.text),
        line.payment.map { .text($0) } ?? .none)
    }
  }

  /// Money that came in for open invoices, each told in another way.
  private mutating func addPayments(_ expected: [ComingPayment]) {
    // One a customer, so that no line takes the money of another.
    var customers: Set<Int> = []
    var parts = Array(expected.reversed())
    if let pair = BankStatement.pair(in: parts) {
      let number = (pair.0.invoice ?? "") + " + " + (pair.1.invoice ?? "")
      add(pair.0, amount: pair.0.amount + pair.1.amount, text: number)
      customers.insert(pair.0.customer)
    }
    parts = parts.filter { customers.insert($0.customer).inserted }
    for (index, part) in parts.prefix(6).enumerated() {
      let number = part.invoice ?? ""
      switch index {
      case 0: add(part, amount: part.amount, text: number)
      case 1: add(part, amount: part.amount, text: "invoice \(BankStatement.digits(of: number))")
      case 2: add(part, amount: part.amount, text: "thank you")
      case 3:
        let discount = FixedPoint.quotient(part.amount * 2, 100)
        add(part, amount: part.amount - discount, text: number + " less 2 percent")
      case 4: add(part, amount: part.amount, text: BankStatement.swapped(number))
      default:
        add(part, amount: part.amount, text: number, payer: "HOLDING EAST LTD", iban: "")
      }
    }
  }

  private mutating func add(
    _ part: ComingPayment, amount: Int, text: String, payer: String? = nil, iban: String? = nil
  ) {
    let firm = Firm.customer(part.customer)
    lines.append(
      Line(
        date: max(part.invoiceDate, today.plus(-random.below(2))), amount: amount,
        currency: part.currency,
        payer: payer ?? firm.bankName, iban: iban ?? firm.iban, text: text))
  }

  /// What has nothing to do with invoices.
  private mutating func addOthers() {
    let others: [(Int, String, String)] = [
      (-1_250, "Hafenbank", "account fee 2026/05"), (318, "Hafenbank", "interest 12345"),
      (-482_000, "STADTWERKE NORD", "power 2026-05 customer 7700123"),
      (25_000, "A. NEUMANN", "refund of a deposit, tel 040 5550346"),
    ]
    for (amount, payer, text) in others {
      lines.append(
        Line(
          date: today.plus(-random.below(9)), amount: amount, currency: .euro, payer: payer,
          iban: "", text: text))
    }
  }

  /// Two invoices of one customer and currency.
  private static func pair(
    in parts: [ComingPayment]
  ) -> (ComingPayment, ComingPayment)? {
    for (index, part) in parts.enumerated() {
      let other = parts[(index + 1)...].first {
        $0.customer == part.customer && $0.currency == part.currency && $0.invoice != part.invoice
      }
      if let other { return (other, part) }
    }
    return nil
  }

  /// `INV-00387` as `00387`.
  private static func digits(of number: String) -> String {
    String(number.drop { !("0"..."9").contains($0) })
  }

  /// The last two digits that differ, exchanged.
  private static func swapped(_ number: String) -> String {
    var characters = Array(number.utf8)
    for index in characters.indices.dropLast().reversed()
    where characters[index] != characters[index + 1] {
      characters.swapAt(index, index + 1)
      break
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
