import Diagnostics
import DiskSupport
import Shell
import TestSupport

/// A way to say a change: its verb, and sentences of that kind about records that are there.
struct ChangeForm: Sendable {
  /// The word that it begins with.
  let verb: String
  private let sentence: @Sendable (inout ChangeMaker) -> String

  private init(_ verb: String, _ sentence: @escaping @Sendable (inout ChangeMaker) -> String) {
    (self.verb, self.sentence) = (verb, sentence)
  }

  /// A sentence of the form, possible or not.
  func sentence(_ maker: inout ChangeMaker) -> String { "\(verb) \(sentence(&maker))" }

  /// Every form that the grammar has, but `undo`.
  static let all: [ChangeForm] = money + states + records

  private static let money = [
    ChangeForm("pay") { "\($0.open) \($0.amount) ref \"r\($0.number(9))\"" },
    ChangeForm("pay") { "\($0.bill) \($0.amount) by transfer" },
    ChangeForm("pay") { "\($0.open) JPY \($0.number(9))00 at 0.0061" },
    ChangeForm("post") { "payment EUR \($0.amount) from \($0.customer) for oldest" },
    ChangeForm("post") { "payment EUR \($0.amount) from \($0.customer) ref \"r\($0.number(9))\"" },
    ChangeForm("post") { "payment EUR \($0.amount) from \($0.customer) for \($0.open)" },
    ChangeForm("apply") { "\($0.onAccount) to oldest" },
    ChangeForm("apply") { "\($0.onAccount) to \($0.open) 1.00" },
    ChangeForm("apply") { "\($0.onAccount) to \($0.open) at 1.08" },
    ChangeForm("apply") { "\($0.credit) to oldest" },
    ChangeForm("unapply") {
      let (money, document) = $0.applied
      return "\(money) from \(document) 0.01"
    },
    ChangeForm("unapply") {
      let (money, document) = $0.applied
      return "\(money) from \(document)"
    },
    ChangeForm("write") { "off \($0.open) because \"small\"" },
    ChangeForm("write") { "off \($0.bill) 0.50 because \"charges\"" },
    ChangeForm("return") { "\($0.payment) because \"no funds\"" },
    ChangeForm("refund") { "\($0.onAccount) 0.40 because \"too much\"" },
    ChangeForm("refund") { "\($0.credit) because \"closed\"" },
  ]

  private static let states = [
    ChangeForm("flag") { "\($0.invoice) because \"look\"" },
    ChangeForm("flag") { _ in "(invoices where overdue) because \"old\"" },
    ChangeForm("unflag") { $0.any("invoices where flagged") },
    ChangeForm("hold") { "\($0.bill) because \"wait\"" },
    ChangeForm("release") { $0.any("bills where held") },
    ChangeForm("approve") { $0.any("bills where not approved") },
    ChangeForm("send") { $0.any("invoices where not sent") },
    ChangeForm("note") { "\($0.invoice) \"called\"" },
    ChangeForm("note") { "\($0.payment) \"no reference\"" },
    ChangeForm("note") { _ in "(customers) \"new address of ours\"" },
    ChangeForm("promise") { "\($0.open) \($0.amount) on 2026-07-0\($0.number(9))" },
    ChangeForm("dispute") { "\($0.open) \($0.amount) because \"late\"" },
    ChangeForm("dispute") { "\($0.bill) because \"not ours\"" },
    ChangeForm("resolve") { $0.any("invoices where disputed") },
    ChangeForm("resolve") { $0.any("promises where not resolved", "document") },
    ChangeForm("void") { "\($0.invoice) because \"twice\"" },
    ChangeForm("void") { "\($0.payment) because \"twice\"" },
    ChangeForm("void") { "\($0.credit) because \"twice\"" },
  ]

  private static let records = [
    ChangeForm("change") {
      "customer \($0.customer) set phone = \"0\($0.number(999))\", terms = \"net \($0.number(60))\""
    },
    ChangeForm("change") { "vendor #V-001 set name = \"Mill \($0.number(999))\"" },
    ChangeForm("change") { "invoice \($0.invoice) set due = 2026-09-0\($0.number(9))" },
    ChangeForm("change") { "bill \($0.bill) set due = 2026-09-0\($0.number(9))" },
    ChangeForm("change") { "book set closed_until = 2026-03-\(10 + $0.number(20))" },
    ChangeForm("add") { "customer \"New \($0.number(9999))\" set currency = EUR" },
    ChangeForm("add") { "vendor \"Ink Works \($0.number(9999))\"" },
    ChangeForm("add") {
      "invoice for \($0.customer) line \($0.number(9)) x \"Lamp\" at EUR 19.99 tax 19%"
    },
    ChangeForm("add") { "bill #NB-\($0.number(9999)) for #V-001 line \"Paper\" at EUR 9" },
    ChangeForm("add") { "order for \($0.customer) line \($0.number(9)) x \"Bolt\" at EUR 3" },
    ChangeForm("add") { "credit for \($0.invoice) 5.00 because \"scratched\"" },
    ChangeForm("add") { "credit for \($0.customer) line 2 x \"Lamp\" at EUR 4 because \"late\"" },
  ]
}

/// Makes sentences about the records of a session's book.
struct ChangeMaker {
  private let session: Session
  private let output: BufferOutput
  private var chance: Chance

  init(_ session: Session, _ output: BufferOutput, seed: UInt64) {
    (self.session, self.output) = (session, output)
    chance = Chance(seed: seed)
  }

  /// A number from 1 to a limit.
  mutating func number(_ limit: Int) -> Int { chance.below(limit) + 1 }

  /// One of some things.
  mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[chance.below(things.count)] }

  var amount: String {
    mutating get { "\(number(40)).\(9 + number(90))" }
  }

  var invoice: String { mutating get { any("invoices") } }
  var open: String { mutating get { any("invoices where open and not draft and currency = EUR") } }
  var bill: String { mutating get { any("bills where owed > 0") } }
  var payment: String { mutating get { any("payments") } }
  var onAccount: String { mutating get { any("payments where unapplied > 0") } }
  var credit: String { mutating get { any("credits where unapplied > 0") } }
  var customer: String { mutating get { any("customers") } }

  /// Money and a document that it settles.
  var applied: (String, String) {
    mutating get {
      let rows = rows("allocations where amount > 0 show payment, document")
        .filter { !$0[0].isEmpty && !$0[1].isEmpty }
      guard !rows.isEmpty else { return ("#P-0", "#INV-0") }
      let row = pick(rows)
      return ("#" + row[0], "#" + row[1])
    }
  }

  /// Any record that a question answers with, by its number.
  mutating func any(_ question: String, _ field: String = "number") -> String {
    let rows = rows("\(question) show \(field)").filter { $0.first?.isEmpty == false }
    return rows.isEmpty ? "#INV-0" : "#" + pick(rows)[0]
  }

  private func rows(_ question: String) -> [[String]] {
    let said = output.take()
    _ = session.run(SourceText(question))
    let rows = output.take().split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    _ = output.write(Array(said.utf8))
    return rows
  }
}
