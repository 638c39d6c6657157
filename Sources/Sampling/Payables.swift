import Model

/// The buying side of a sample book, lived day by day.
struct Payables {
  let calendar: BookCalendar
  let count: Int
  var random: SplitMix64
  var files: BookFiles
  var planted: [Planted] = []
  var vendors: [VendorAccount]
  var plan: FatePlan<BillFate>
  var written = 0
  /// What we will pay on each day of the calendar.
  var comingPayments: [[OutgoingPayment]]
  /// Second copies of bills, which arrive on a later day.
  var comingCopies: [[BillCopy]]
  var billNumbers: Numbering
  var creditNumbers = Numbering("VC-")
  var paymentNumbers = Numbering("BP-")
  var orderNumbers = Numbering("PUR-")

  init(count: Int, calendar: BookCalendar, random seed: SplitMix64) {
    var random = seed
    self.calendar = calendar
    self.count = count
    let size =
      count <= 180
      ? max(12, min(Firm.vendors.count, count / 7)) : Firm.vendors.count + (count - 180) / 90
    vendors = (0..<size).map { VendorAccount($0, random: &random) }
    plan = FatePlan(
      count: count, blockSize: BillFate.blockSize, blocksPerMistake: 4, plain: .plain,
      quota: BillFate.quota, mistakes: Planted.Kind.onBills, young: 3)
    comingPayments = Array(repeating: [], count: calendar.dayCount)
    comingCopies = Array(repeating: [], count: calendar.dayCount)
    billNumbers = Numbering("B-", width: max(4, String(count).utf8.count))
    files = BookFiles([
      .vendors, .bills, .billLines, .vendorCredits, .vendorCreditLines, .billPayments,
      .billAllocations, .purchaseOrders, .purchaseOrderLines, .billDisputes,
    ])
    self.random = random
  }

  /// Writes what happens on a day of the calendar.
  mutating func live(day index: Int) {
    let until = calendar.documents(of: count, upTo: index)
    let date = calendar.day(index)
    while written < until {
      receiveBill(on: date)
      written += 1
    }
    for copy in comingCopies[index] { enter(copy, on: date) }
    comingCopies[index] = []
    payBills(day: index)
  }

  /// Writes who the vendors are.
  mutating func close() {
    for (index, account) in vendors.enumerated() {
      let firm = Firm.vendor(index)
      files.row(
        .vendors, .text(account.number), .text(firm.name), .text(firm.contact), .text(firm.phone),
        index % 8 == 7 ? .none : .text(firm.email), .text(firm.address), .text(firm.country),
        .currency(account.currency), .text(account.terms.text), .none,
        index % 9 == 8 ? .none : .text(firm.taxID), .text(firm.iban), .flag(index % 5 == 0),
        index == VendorPlace.landlord ? .text("standing") : .none)
    }
  }
}

/// What we know of one vendor.
struct VendorAccount {
  let number: String
  let currency: Currency
  let terms: SampleTerms
  private let index: Int
  /// The number of the vendor's latest document.
  private var serial: Int

  init(_ index: Int, random: inout SplitMix64) {
    self.index = index
    number = "V-" + FixedPoint.padded(index + 1, width: 3)
    currency = Land.named(Firm.vendor(index).country).currency
    let choices: [SampleTerms] = [
      .net(30), .net(14), .net(30), .earlyDiscount, .earlyDiscount, .net(10),
      .net(14), .thirtyDaysEndOfMonth, .net(45),
    ]
    terms = choices[index % choices.count]
    serial = random.within(310...780)
  }

  /// The vendor's next number; its last two digits differ, so that they can be transposed.
  mutating func nextNumber(random: inout SplitMix64) -> String {
    serial += random.within(1...9)
    while serial % 10 == serial / 10 % 10 { serial += 1 }
    switch index % 5 {
    case 0: return "RE-" + FixedPoint.padded(serial, width: 4)
    case VendorPlace.blanks: return "INV \(serial)"
    case 2: return FixedPoint.padded(serial, width: 7)
    case 3: return "F/" + FixedPoint.padded(serial, width: 4)
    default: return "A-\(serial)"
    }
  }
}

/// A bill while it is written.
struct Bill {
  let number: String
  let vendor: Int
  let vendorNumber: String
  let date: CivilDate
  let recorded: CivilDate
  var due: CivilDate?
  var terms: SampleTerms?
  var sums: DocumentSums
  var order: String?
  var currency: Currency { sums.currency }
}

/// A bill that is entered a second time.
struct BillCopy {
  let kind: Planted.Kind
  let original: Bill
}

/// Part of a payment that we will make.
struct OutgoingPayment {
  let vendor: Int
  let currency: Currency
  let bill: String
  let vendorNumber: String
  let amount: Int
}
