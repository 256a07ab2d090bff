"""The ledger: movements of two or more sides that add up to zero, and the orders to pay out."""

import django.db.models.deletion
from django.db import migrations, models

NO_ENTRY_YET = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM casework_ledgerentry) THEN
        RAISE EXCEPTION 'the ledger was written by a trial version and cannot be carried over'
            USING HINT = 'Throw the trial database away: caseclose db reset --yes';
    END IF;
END
$$
"""
"""Entries of a trial have no movement that they are a side of."""

GUARD = """
CREATE FUNCTION casework_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE FUNCTION casework_ledger_goes_with_its_case() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM casework_destructionreceipt r WHERE r.case_id = OLD.case_id) THEN
        RAISE EXCEPTION 'the ledger only grows: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER ledger_only_grows
    BEFORE UPDATE OR TRUNCATE ON casework_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION casework_ledger_only_grows();
CREATE CONSTRAINT TRIGGER ledger_goes_with_its_case
    AFTER DELETE ON casework_ledgerentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_ledger_goes_with_its_case();
CREATE TRIGGER ledger_only_grows
    BEFORE UPDATE OR TRUNCATE ON casework_movement
    FOR EACH STATEMENT EXECUTE FUNCTION casework_ledger_only_grows();
CREATE CONSTRAINT TRIGGER ledger_goes_with_its_case
    AFTER DELETE ON casework_movement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_ledger_goes_with_its_case();

CREATE FUNCTION casework_movement_adds_up() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    money numeric;
    debts numeric;
BEGIN
    SELECT coalesce(sum(amount) FILTER (WHERE account NOT IN {debts}), 0),
           coalesce(sum(amount) FILTER (WHERE account IN {debts}), 0)
    INTO money, debts FROM casework_ledgerentry WHERE movement_id = NEW.movement_id;
    IF money <> 0 OR debts <> 0 THEN
        RAISE EXCEPTION 'the sides of movement % do not add up to zero: money %, debts %',
            NEW.movement_id, money, debts USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$body$;
CREATE CONSTRAINT TRIGGER movement_adds_up
    AFTER INSERT ON casework_ledgerentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_movement_adds_up();
""".replace("{debts}", "('charged', 'credited', 'owed_current', 'owed_family', 'owed_state')")
"""Nobody changes the ledger, its owner neither. What does not add up is refused at the end of its transaction, and so
is what takes entries away, unless the records of their case are destroyed in it."""

NO_GUARD = """
DROP TRIGGER movement_adds_up ON casework_ledgerentry;
DROP FUNCTION casework_movement_adds_up();
DROP TRIGGER ledger_goes_with_its_case ON casework_movement;
DROP TRIGGER ledger_only_grows ON casework_movement;
DROP TRIGGER ledger_goes_with_its_case ON casework_ledgerentry;
DROP TRIGGER ledger_only_grows ON casework_ledgerentry;
DROP FUNCTION casework_ledger_goes_with_its_case();
DROP FUNCTION casework_ledger_only_grows();
"""


class Migration(migrations.Migration):
    """Makes movements and disbursements, and the guards of the ledger. No entry may be there yet."""

    dependencies = [
        ("casework", "0041_balance_before_aid"),
    ]

    operations = [
        migrations.RunSQL(NO_ENTRY_YET, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Disbursement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "payee",
                    models.CharField(
                        choices=[("family", "Family"), ("back", "Back"), ("agency", "Agency")], max_length=8
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "Made"),
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("unknown", "Unknown"),
                            ("dropped", "Dropped"),
                        ],
                        default="made",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("made_on", models.DateField()),
                ("due_on", models.DateField()),
                ("sent_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statement", "Statement"),
                            ("charged", "Charged"),
                            ("past_due", "Past Due"),
                            ("received", "Received"),
                            ("placed", "Placed"),
                            ("sent", "Sent"),
                            ("came_back", "Came Back"),
                            ("paid", "Paid"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=64)),
                ("on", models.DateField()),
                ("counts_on", models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name="payment",
            name="taken_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="account",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("held", "Held"),
                    ("family", "Family"),
                    ("back", "Back"),
                    ("agency", "Agency"),
                    ("on_the_way", "On The Way"),
                    ("state", "State"),
                    ("paid_family", "Paid Family"),
                    ("paid_back", "Paid Back"),
                    ("paid_agency", "Paid Agency"),
                    ("charged", "Charged"),
                    ("credited", "Credited"),
                    ("owed_current", "Owed Current"),
                    ("owed_family", "Owed Family"),
                    ("owed_state", "Owed State"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="payment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="casework.payment"
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="source",
            field=models.CharField(
                choices=[
                    ("withholding", "Withholding"),
                    ("federal_offset", "Federal Offset"),
                    ("state_offset", "State Offset"),
                    ("direct", "Direct"),
                    ("other", "Other"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("disbursed_on", None), ("taken_on__isnull", False)),
                fields=["received_on", "id"],
                name="payment_here",
            ),
        ),
        migrations.AddField(
            model_name="disbursement",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disbursements", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="disbursement",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disbursements", to="casework.payment"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="disbursement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="casework.disbursement",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="payment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="casework.payment"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="statement",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="casework.balance",
            ),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="movement",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="casework.movement",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="disbursement",
            index=models.Index(
                condition=models.Q(("state__in", ["made", "sent", "accepted", "refused", "unknown"])),
                fields=["id"],
                name="disbursement_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["made", "sent", "accepted", "refused", "unknown"])),
                fields=("payment", "payee"),
                name="one_disbursement_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="disbursement_of_something"),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
