/// How each field that is worked out comes about: a formula first, then what it leaves open.
extension DerivedField {
  /// The lines that `help` shows under the field's meaning; the day is the one asked about.
  package var definition: [String] {
    switch self {
    case .owed:
      [
        "owed = total - received (a bill: paid_out) - credited - written_off",
        "What was settled counts from the day on which payment, document and allocation all exist.",
        "Of drafts and void documents nothing is owed; a negative amount was paid too much.",
      ]
    case .received:
      ["the amounts of its allocations from payments, up to the day"]
    case .credited:
      ["the amounts of its allocations from credit notes, up to the day"]
    case .writtenOff:
      ["the write-offs up to the day; files hold none, the verb does"]
    case .isOpen:
      [
        "open = owed is not 0, and neither draft nor void",
        "A document that was paid too much is open as well: somebody has to see to it.",
      ]
    case .isPaid: ["paid = neither draft nor void, and not open"]
    case .isOverdue:
      [
        "overdue = open, owed > 0 and due < the day",
        "A document without a due date is never overdue.",
      ]
    case .isDisputed:
      [
        "disputed = marked so in the file, or in a dispute raised by the day and not resolved"
      ]
    case .disputedOn, .disputedBy, .disputedBecause:
      ["day, user and reason of its last dispute by the day, resolved or not"]
    case .status:
      [
        "the first that holds of void, draft, paid, overdue, part_paid (something was received or "
          + "credited), unpaid; disputed, held and flagged are yes/no fields beside it"
      ]
    case .age: ["age = the day - date, in days"]
    case .daysOverdue:
      ["days_overdue = the day - due, in days; negative before due, missing without a due date"]
    case .aging: agingDefinition
    case .daysToPay: ["days_to_pay = day of the last settlement - date; missing unless it is paid"]
    case .discountDue:
      [
        "discount_due = date + the days of the discount, by the document's own terms",
        "Of several discounts it is the next that can be had; when all have lapsed, the last.",
      ]
    case .earlyDiscount:
      [
        "early_discount = total × the rate of that discount, rounded to the currency",
        "It stands there after discount_due as well: that is what was missed.",
      ]
    case .country: ["the country on the document itself, else that of its customer or vendor"]
    case .applied: ["the amounts of its allocations up to the day; what was given back is one"]
    case .unapplied:
      [
        "unapplied = amount - applied: money that settles nothing yet",
        "A payment that was returned or voided has none from that day on.",
      ]
    case .partyOwed: ["Amounts in several currencies stand side by side."]
    case .partyOverdueOwed: ["the sum of owed over those of its documents that are overdue"]
    case .partyUnapplied: ["the sum of unapplied over its payments and credit notes"]
    case .partyBalance:
      ["balance = owed - unapplied; negative where we owe, or the vendor owes us"]
    case .partyLastPayment: ["the latest date of its payments up to the day; missing if never"]
    case .isResolved: ["resolved = resolved_on is there and not after the day"]
    }
  }

  private var agingDefinition: [String] {
    [
      "the bucket that days_overdue falls into, its last day included; \"not due\" is 0 or less",
      "Paid documents have a bucket too: ask 'where open' before 'by aging'.",
    ]
  }
}
