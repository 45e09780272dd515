"""Defects that the tests must see: each breaks one promise, in one place, on purpose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """`changes` are (file, before, after): `before` stands exactly once in the file."""

    name: str
    changes: tuple
    seen_by: tuple


def defect(name, *changes, seen_by):
    tests = (seen_by,) if isinstance(seen_by, str) else tuple(seen_by)
    return Defect(name, tuple(changes), tests)


STORE = (
    defect(
        "the store lets one voice have two opinions of an idea",
        (
            "src/maven/voices/migrations/0001_initial.py",
            "constraint=models.UniqueConstraint(fields=('participant', 'statement'), ",
            "constraint=models.UniqueConstraint(fields=('participant', 'statement', 'given_at'), ",
        ),
        seen_by="tests/voices/test_operations.py::test_one_voice_has_one_current_opinion_of_an_idea",
    ),
    defect(
        "the store lets two sprints run at once",
        (
            "src/maven/sprints/migrations/0001_initial.py",
            "condition=models.Q(('adopted_at__isnull', False), ('closed_at', None)), "
            "fields=('mission',)",
            "condition=models.Q(('adopted_at__isnull', False), ('closed_at', None)), "
            "fields=('mission', 'number')",
        ),
        seen_by="tests/sprints/test_operations.py::test_the_store_itself_refuses_two_running_sprints",
    ),
    defect(
        "the journal's guards are not put in the store",
        (
            "src/maven/journal/migrations/0002_facts_are_kept.py",
            "    for statement in {",
            "    for statement in [] and {",
        ),
        seen_by="tests/journal/test_operations.py::test_the_database_refuses_to_change_or_remove_a_fact",
    ),
    defect(
        "transactions read before they hold the pen (DEFERRED)",
        (
            "src/maven/config/settings.py",
            '"transaction_mode": "IMMEDIATE"',
            '"transaction_mode": "DEFERRED"',
        ),
        seen_by="tests/voices/test_races.py",
    ),
    defect(
        "the disk is not waited for (synchronous=NORMAL)",
        (
            "src/maven/config/settings.py",
            "PRAGMA synchronous=FULL",
            "PRAGMA synchronous=NORMAL",
        ),
        seen_by="tests/config/test_checks.py::test_the_store_in_force_is_asked",
    ),
    defect(
        "an answer leaves before its commit",
        (
            "src/maven/live/writer.py",
            "                answers = [answer_of(one.response) for one in batch if one.response]\n",
            "                answers = [answer_of(one.response) for one in batch if one.response]\n"
            "                self._acknowledge(batch, answers)\n",
        ),
        (
            "src/maven/live/writer.py",
            "        self._acknowledge(batch, answers)\n        changed",
            "        changed",
        ),
        seen_by="tests/live/test_writer.py",
    ),
    defect(
        "what a broken form wrote is committed with the others",
        (
            "src/maven/live/writer.py",
            "                transaction.set_rollback(True)\n",
            "                pass\n",
        ),
        seen_by="tests/live/test_writer.py::test_one_that_breaks_takes_nobody_with_it",
    ),
)
ONCE = (
    defect(
        "a form sent twice acts twice",
        (
            "src/maven/journal/middleware.py",
            "        return self._once(request, key, lambda: view(request, *args, **kwargs))",
            "        return None",
        ),
        seen_by="tests/missions/test_launching.py::test_a_form_sent_twice_launches_one_mission",
    ),
    defect(
        "a refused form keeps what its view wrote",
        (
            "src/maven/journal/middleware.py",
            "if not 200 <= response.status_code < 400:",
            "if response.status_code >= 500:",
        ),
        seen_by="tests/sprints/test_pages.py::test_a_second_sprint_is_not_adopted_and_nothing_is_written",
    ),
    defect(
        "a repeated answer forgets the guest's number",
        (
            "src/maven/journal/middleware.py",
            "    response.cookies.load(given.cookies)\n",
            "",
        ),
        seen_by="tests/voices/test_vote_pages.py::test_a_guest_who_double_clicks_the_first_time_is_one_voice",
    ),
    defect(
        "an export is imported as often as it is sent",
        (
            "src/maven/voices/operations/importing.py",
            "    former = former_import(mission, export.fingerprint)\n",
            "    former = None\n",
        ),
        seen_by="tests/voices/test_import.py::test_the_same_content_again_changes_nothing",
    ),
    defect(
        "a reader forgets how far it has read",
        (
            "src/maven/journal/readers.py",
            "position__lt=position).update(position=position)",
            "position__lt=position).update(position=0)",
        ),
        seen_by="tests/journal/test_readers.py",
    ),
    defect(
        "what a killed worker was doing is lost",
        (
            "src/maven/config/worker.py",
            "        ours = bool(job.worker_ids) and job.worker_ids[-1] == name\n",
            "        ours = False\n",
        ),
        seen_by="tests/config/test_worker.py::test_a_job_of_a_dead_worker_of_this_store_is_put_back",
    ),
    defect(
        "two of the team adopt the same draft",
        (
            "src/maven/sprints/operations/states.py",
            "    if found.state != state or state not in SPRINT.states:\n"
            "        raise SprintNotRunning\n",
            "",
        ),
        seen_by="tests/sprints/test_operations.py::test_a_sprint_is_adopted_once",
    ),
    defect(
        "of two missions of one name launched at once one is lost",
        (
            "src/maven/missions/operations/__init__.py",
            "mission, made = Mission.objects.get_or_create(slug=slug, defaults=told)",
            "mission, made = Mission.objects.create(slug=slug, **told), True",
        ),
        seen_by="tests/missions/test_launching.py::test_whose_address_is_taken_meanwhile_has_the_next_one",
    ),
    defect(
        "the last facilitator may leave",
        (
            "src/maven/missions/operations/parts.py",
            "facilitators.count() == 1",
            "facilitators.count() == 0",
        ),
        seen_by="tests/missions/test_joining.py::test_the_last_facilitator_stays",
    ),
)
DOORS = (
    defect(
        "a consultation is found through another mission",
        (
            "src/maven/voices/access.py",
            "    found = Consultation.objects.of(mission).filter(pk=pk).first()",
            "    found = Consultation.objects.filter(pk=pk).first()",
        ),
        seen_by="tests/compass/test_landscape_page.py::test_ana_does_not_reach_her_consultation_through_another_mission",
    ),
    defect(
        "a cause is found through another mission",
        (
            "src/maven/causes/access.py",
            "    found = Cause.objects.of(mission).filter(pk=pk).first()",
            "    found = Cause.objects.filter(pk=pk).first()",
        ),
        seen_by="tests/causes/test_pages.py::test_a_cause_of_another_mission_is_not_found_through_ones_own",
    ),
    defect(
        "an idea of another mission is moderated from one's own",
        (
            "src/maven/voices/access.py",
            "    ours = Statement.objects.filter(consultation__mission=mission, pk=pk)",
            "    ours = Statement.objects.filter(pk=pk)",
        ),
        seen_by="tests/voices/test_team_pages.py::test_ana_does_not_moderate_an_idea_of_this_mission_from_hers",
    ),
    defect(
        "one answers for another who was asked",
        (
            "src/maven/causes/access.py",
            '        .filter(pk=pk, person=person)\n        .select_related("solicited_by")',
            '        .filter(pk=pk)\n        .select_related("solicited_by")',
        ),
        (
            "src/maven/causes/operations.py",
            "held.filter(pk=champion.pk, person=person).first()",
            "held.filter(pk=champion.pk).first()",
        ),
        seen_by="tests/causes/test_pages.py::test_nobody_answers_for_another",
    ),
    defect(
        "a closed mission is open to everybody",
        (
            "src/maven/missions/rules.py",
            "    return mission.is_open\n",
            "    return True\n",
        ),
        seen_by="tests/house/test_access.py::test_a_closed_mission_and_one_that_does_not_exist_are_the_same_to_a_stranger",
    ),
    defect(
        "a closed mission says that it exists",
        (
            "src/maven/missions/access.py",
            "        raise Http404\n    return found\n\n\ndef refused(",
            "        if found is not None:\n"
            "            raise __import__('django').core.exceptions.PermissionDenied\n"
            "        raise Http404\n    return found\n\n\ndef refused(",
        ),
        seen_by="tests/house/test_access.py::test_a_closed_mission_and_one_that_does_not_exist_are_the_same_to_a_stranger",
    ),
    defect(
        "a page that says nothing of who may open it is open",
        (
            "src/maven/missions/middleware.py",
            '        return HttpResponseForbidden("No policy is declared for this page.")',
            "        return None",
        ),
        seen_by="tests/house/test_access.py::test_a_page_that_does_not_say_is_opened_to_nobody",
    ),
    defect(
        "everybody may moderate",
        (
            "src/maven/voices/rules.py",
            'rules.add_rule("voices.moderate", is_facilitator)',
            'rules.add_rule("voices.moderate", anyone_who_may_see)',
        ),
        seen_by="tests/voices/test_team_pages.py::test_only_the_team_opens_closes_and_moderates",
    ),
    defect(
        "an invitation that was taken is taken again",
        (
            "src/maven/missions/operations/invitations.py",
            "        if person is None or invitation.accepted_by_id != person.pk:\n",
            "        if False:\n",
        ),
        seen_by="tests/missions/test_joining.py::test_a_link_that_somebody_used_opens_nothing_for_others",
    ),
    defect(
        "an invitation never ends",
        (
            "src/maven/missions/operations/invitations.py",
            "    elif at >= invitation.expires_at:",
            "    elif False:",
        ),
        seen_by="tests/missions/test_joining.py::test_an_expired_link_says_so",
    ),
    defect(
        "the demonstration's door opens elsewhere too",
        (
            "src/maven/front/views/demo.py",
            "if not settings.DEMO or role not in Role.values:",
            "if role not in Role.values:",
        ),
        seen_by="tests/front/test_dashboard.py::test_out_of_the_demonstration_nobody_signs_in_by_role",
    ),
)
WEB = (
    defect(
        "forms are taken from other sites",
        (
            "src/maven/config/settings.py",
            '    "django.middleware.csrf.CsrfViewMiddleware",\n',
            "",
        ),
        seen_by="tests/front/test_csrf.py",
    ),
    defect(
        "the form of one page is taken from other sites",
        (
            "src/maven/causes/views.py",
            '@in_mission("causes.name")\ndef new(',
            '@__import__("django.views.decorators.csrf", fromlist=["csrf"]).csrf_exempt\n'
            '@in_mission("causes.name")\ndef new(',
        ),
        seen_by="tests/security/test_matrix.py::test_a_form_without_our_mark_is_refused_everywhere",
    ),
    defect(
        "a link leads out of the house after a form",
        (
            "src/maven/people/redirects.py",
            'return wished if is_ours(request, wished) else ""',
            "return wished",
        ),
        seen_by="tests/missions/test_joining.py::test_one_goes_back_where_one_came_from_inside_the_house",
    ),
    defect(
        "the words of an idea are put in the page as they are",
        (
            "src/maven/compass/templates/compass/landscape.html",
            "{% if dividing %}",
            "{% for idea in dividing %}{{ idea.statement.words|safe }}{% endfor %}"
            "{% for idea in uniting %}{{ idea.statement.words|safe }}{% endfor %}"
            "{% if dividing %}",
        ),
        seen_by="tests/compass/test_landscape_page.py::test_hostile_words_stay_words",
    ),
    defect(
        "pages may run what is written in them",
        (
            "src/maven/config/settings.py",
            '    "default-src": [CSP.SELF],\n',
            '    "default-src": [CSP.SELF, CSP.UNSAFE_INLINE],\n',
        ),
        seen_by="tests/security/test_headers.py",
    ),
    defect(
        "the address that the browser claims is believed",
        (
            "src/maven/people/clients.py",
            "        return address_in(told[-ours])",
            "        return address_in(told[0])",
        ),
        seen_by=(
            "tests/people/test_clients.py::test_the_address_is_read_from_the_right",
            "tests/front/test_limits.py::test_forged_forwarding_is_no_way_round",
        ),
    ),
    defect(
        "what is sent too often is not counted",
        (
            "src/maven/front/limits.py",
            "            if wait := limit.wait(request, at=now):",
            "            if False and (wait := limit.wait(request, at=now)):",
        ),
        seen_by="tests/front/test_limits.py",
    ),
    defect(
        "a forged cookie is somebody's voice",
        (
            "src/maven/voices/access.py",
            '    known = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""\n',
            '    known = request.COOKIES.get(COOKIE, "").partition(":")[0]\n',
        ),
        seen_by="tests/security/test_guests.py",
    ),
    defect(
        "opening a page writes",
        (
            "src/maven/voices/views/vote.py",
            "    context = card_context(request, call, voice, participant)\n"
            "    if person_of(request):\n",
            "    known = access.new_guest()\n"
            "    operations.welcome(\n"
            "        consultation=call,\n"
            "        voice=Voice(guest_digest=access.digest_of(known, call)),\n"
            "        at=timezone.now(),\n"
            "    )\n"
            "    context = card_context(request, call, voice, participant)\n"
            "    if person_of(request):\n",
        ),
        seen_by="tests/voices/test_vote_pages.py::test_a_guest_reads_one_idea_with_three_buttons_and_nothing_is_written",
    ),
    defect(
        "a parcel of another mission is opened",
        (
            "src/maven/intake/parcels.py",
            '    return folder / f"{mission}-{key}.parcel"',
            '    return folder / f"{key}.parcel"',
        ),
        seen_by="tests/voices/test_import.py::test_what_was_uploaded_for_a_mission_is_of_no_use_in_another",
    ),
    defect(
        "a cell of the open data is a formula",
        (
            "src/maven/archives/cells.py",
            "    return neutral(value) if isinstance(value, str) else str(value)",
            "    return str(value)",
        ),
        seen_by="tests/archives/test_open_data.py::test_no_count_below_ten_is_published",
    ),
)
DISCRETION = (
    defect(
        "the fact of an opinion says whose it is",
        (
            "src/maven/voices/operations/opinions.py",
            '    record("opinion.given", consultation, chain=consultation.mission.chain, by=None, '
            "at=at)",
            '    record("opinion.given", consultation, chain=consultation.mission.chain, by=by, '
            "at=at)",
        ),
        seen_by="tests/security/test_commitments.py",
    ),
    defect(
        "two answers alike make two facts alike (no salt)",
        (
            "src/maven/journal/seals.py",
            "hashlib.sha256(salt.encode() + canonical(",
            "hashlib.sha256(canonical(",
        ),
        seen_by="tests/security/test_commitments.py",
    ),
    defect(
        "the link of an invitation is kept in clear",
        (
            "src/maven/missions/models/invitation.py",
            "    return hashlib.sha256(token.encode()).hexdigest()",
            "    return token",
        ),
        seen_by="tests/security/test_commitments.py",
    ),
    defect(
        "a family of which two answered is shown",
        ("src/maven/compass/portrait.py", "LEAST_SHOWN = 5", "LEAST_SHOWN = 2"),
        seen_by="tests/compass/test_landscape_page.py::test_a_family_of_which_fewer_than_five_answered_is_not_shown",
    ),
    defect(
        "four people make a family",
        ("src/maven/method/landscape/clusters.py", "SMALLEST_GROUP = 5", "SMALLEST_GROUP = 4"),
        seen_by=(
            "tests/method/test_landscape.py::test_four_voices_apart_are_not_a_group",
            "tests/method/test_grouping.py::test_a_group_is_five_people_or_one_in_twenty",
        ),
    ),
    defect(
        "the open data counts three people",
        (
            "src/maven/method/polls/withholding.py",
            "K_EXPORT, K_SCREEN = 10, 5",
            "K_EXPORT, K_SCREEN = 3, 5",
        ),
        seen_by="tests/archives/test_open_data.py::test_no_count_below_ten_is_published",
    ),
    defect(
        "one feeling is shown alone",
        ("src/maven/sprints/models/feedback.py", "SHOWN_FROM = 3", "SHOWN_FROM = 1"),
        seen_by="tests/sprints/test_pages.py::test_feelings_are_shown_from_three_on",
    ),
    defect(
        "one sees what others think before answering",
        (
            "src/maven/compass/queries.py",
            "    return max(0, min(ANSWERS_BEFORE_RESULTS, total) - given)",
            "    return 0",
        ),
        seen_by="tests/compass/test_landscape_page.py::test_nobody_sees_what_others_think_before_five_answers",
    ),
    defect(
        "an idea that waits is put to everybody",
        (
            "src/maven/voices/models/statement.py",
            "        return self.filter(accepted_at__isnull=False)",
            "        return self.filter(refused_at=None)",
        ),
        seen_by="tests/voices/test_vote_pages.py::test_an_idea_that_waits_is_neither_shown_nor_answered",
    ),
    defect(
        "who chose to be a dot is named in the directory",
        (
            "src/maven/missions/directory.py",
            "    return parts if facilitator else parts.filter(person__presence=Person.Presence.NAME)",
            "    return parts",
        ),
        seen_by="tests/missions/test_community.py::test_each_appears_as_she_chose",
    ),
    defect(
        "the door tells which addresses have an account",
        (
            "src/maven/front/newcomers.py",
            "if known is not None and not known.is_active:",
            "if known is None or not known.is_active:",
        ),
        seen_by="tests/front/test_enumeration.py::test_the_letters_are_alike",
    ),
    defect(
        "people who refuse each other share a table",
        (
            "src/maven/method/matchmaking/tables.py",
            "wishes=wishes, refusals=refusals, hosts=hosts)",
            "wishes=wishes, refusals=(), hosts=hosts)",
        ),
        seen_by="tests/method/test_tables.py::test_a_refusal_is_absolute_and_wishes_come_true_without_a_repeat",
    ),
    defect(
        "each answer changes the landscape at once",
        (
            "src/maven/compass/steps.py",
            "    if consultation.source or not consultation.is_open_on(on):\n        whole",
            "    if True:\n        whole",
        ),
        seen_by="tests/compass/test_steps.py::test_one_answer_more_changes_nothing_that_is_shown",
    ),
    defect(
        "the last answers do not wait for the next ones",
        (
            "src/maven/compass/steps.py",
            "        return self.last[0] if len(self.last) > AT_LEAST else None",
            "        return self.last[-1] if self.last else None",
        ),
        seen_by="tests/compass/test_steps.py::test_one_answer_more_changes_nothing_that_is_shown",
    ),
    defect(
        "feelings lie in the order in which they came",
        (
            "src/maven/sprints/operations/nameless.py",
            "    kept = sorted([*there, new], key=lambda one: sha256(one.key.encode()).digest())",
            "    kept = [*there.order_by('pk'), new]",
        ),
        seen_by="tests/security/test_linkage.py::"
        "test_feelings_lie_in_the_store_as_if_all_had_come_at_once",
    ),
    defect(
        "receipts open to whoever tries all senders and answers",
        (
            "src/maven/journal/middleware.py",
            'hmac.new(settings.SECRET_KEY.encode(), b"receipt", hashlib.sha256)',
            'hmac.new(b"", b"", hashlib.sha256)',
        ),
        seen_by="tests/security/test_linkage.py::"
        "test_receipts_do_not_open_to_whoever_tries_all_senders_and_answers",
    ),
    defect(
        "the team reads who wrote an idea",
        (
            "src/maven/voices/templates/voices/published.html",
            "<span>{{ idea.words }}</span>",
            "<span>{{ idea.words }} {{ idea.author.person.name }}</span>",
        ),
        seen_by="tests/security/test_secrecy.py::test_no_page_tells_who_said_what",
    ),
)
ENDINGS = (
    defect(
        "the day of a handover moves after what tied people has gone",
        (
            "src/maven/missions/operations/handover.py",
            "    if is_past_changing(found, at=at):",
            "    if found is None:",
        ),
        seen_by="tests/missions/test_handover.py::"
        "test_a_year_after_the_day_retention_begins_and_the_day_stays",
    ),
    defect(
        "an erased mission leaves its facts",
        (
            "src/maven/config/mission_erasing.py",
            "    ended = end_chain(mission.chain)\n",
            "    ended = verify(mission.chain)\n",
        ),
        (
            "src/maven/config/mission_erasing.py",
            "from maven.journal.ending import end_chain\n",
            "from maven.journal.operations import verify\n",
        ),
        seen_by="tests/config/test_mission_erasing.py::"
        "test_nothing_is_left_of_it_and_another_mission_is_as_it_was",
    ),
)
KEEPING = (
    defect(
        "erasure leaves rows as they were",
        (
            "src/maven/rights/erasing.py",
            "    return touched + sum(_erase(one, at=at) for one in found)",
            "    return touched",
        ),
        seen_by="tests/rights/test_erasure.py::test_the_row_stays_and_tells_nothing",
    ),
    defect(
        "retention takes an account away without having told anybody",
        (
            "src/maven/rights/retention.py",
            "    told = gone.filter(Exists(_forewarnings(2).filter(sent_at__lte=at - SECOND)))\n",
            "    told = gone\n",
        ),
        seen_by="tests/rights/test_retention.py::"
        "test_nobody_is_erased_without_having_been_told_long_before",
    ),
    defect(
        "a restore brings back who was erased",
        (
            "src/maven/rights/operations.py",
            "    return not blank and any(line.is_person(person) for line in lines)",
            "    return False",
        ),
        seen_by="tests/rights/test_erasure.py::test_what_a_backup_brings_back_is_erased_again",
    ),
    defect(
        "a Kept does not say that its rows lead to a person",
        (
            "src/maven/journal/models/fact.py",
            '        person = ("by",)\n        erased = "row"\n',
            '        erased = "row"\n',
        ),
        seen_by="tests/house/test_kept.py::test_every_model_says_what_it_keeps_about_people",
    ),
    defect(
        "a full disk is told as a mistake of ours",
        ("src/maven/config/errors.py", "    if is_full(trouble):\n", "    if False:\n"),
        seen_by="tests/config/test_errors.py::test_a_full_disk_is_said",
    ),
    defect(
        "who saves last takes away the words of others unread",
        (
            "src/maven/missions/drawn.py",
            "        return self.is_another and self.has_changed()\n",
            "        return False\n",
        ),
        seen_by="tests/missions/test_drawn.py::test_who_sends_what_stands_already_is_told_nothing",
    ),
)
COMING_IN = (
    defect(
        "the child process that reads files has all the memory",
        (
            "src/maven/intake/child.py",
            "    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))\n",
            "",
        ),
        seen_by="tests/intake/test_apart.py::test_the_reader_has_little_memory_and_time",
    ),
    defect(
        "the child process that reads files may reach the network",
        ("src/maven/intake/child.py", "    sys.addaudithook(refuse)\n", ""),
        seen_by="tests/intake/test_apart.py::test_the_reader_can_reach_nothing",
    ),
    defect(
        "SSRF: one public number opens the private ones of the same name",
        (
            "src/maven/intake/fetching.py",
            "not all(is_public(number) for number in numbers)",
            "not any(is_public(number) for number in numbers)",
        ),
        seen_by="tests/intake/test_fetching.py::"
        "test_a_name_with_one_private_number_among_public_ones_is_refused",
    ),
    defect(
        "an import is undone for ever",
        (
            "src/maven/missions/models/file_import.py",
            "self.undone_at is None and at < self.imported_at + UNDONE_WITHIN",
            "self.undone_at is None",
        ),
        seen_by="tests/missions/test_imports.py::test_after_thirty_days_an_import_stays",
    ),
    defect(
        "an import that breaks in the middle leaves what it wrote",
        (
            "src/maven/voices/operations/importing.py",
            "@transaction.atomic\ndef import_polis(",
            "def import_polis(",
        ),
        seen_by="tests/voices/test_import.py::"
        "test_an_import_that_breaks_in_the_middle_brings_nothing",
    ),
)
DEFECTS = (*STORE, *ONCE, *DOORS, *WEB, *DISCRETION, *ENDINGS, *KEEPING, *COMING_IN)
SAMPLE = (STORE[0], DOORS[1], ONCE[0])
