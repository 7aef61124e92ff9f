"""Texts and pages that are made up, each like no other."""
import random


WORDS = """harbour council vote budget river bridge engineer storm school market train station museum teacher
farmer winter election minister hospital doctor strike union factory airport pilot island ferry captain forest
fire village festival singer orchestra theatre painter gallery student professor research vaccine trial judge
court lawyer verdict police inquiry witness bank interest rate inflation growth export tariff border treaty
summit envoy ceasefire election turnout candidate debate poll newspaper editor reporter camera satellite rocket
launch orbit telescope planet glacier drought harvest wheat rice price shortage supply pipeline energy turbine
solar battery vehicle road tunnel subway passenger ticket fare subsidy tax reform parliament senate committee
amendment referendum mayor district housing rent tenant landlord architect tower park garden playground library
archive manuscript coin excavation temple statue legend language dialect migration refugee shelter charity
donation volunteer marathon stadium coach striker goal league season transfer injury medal record swimmer""".split()


def made_up(number, paragraphs=4):
    """A text that is like no other of its kind."""
    dice = random.Random(number)
    name = f"{dice.choice('BCDFGKLMNPRSTV')}{dice.choice('aeiou')}{dice.choice(['ld', 'rn', 'st', 'nt', 'mb', 'll'])}{dice.choice(['er', 'ov', 'ski', 'son', 'ini', 'ard'])}"
    lines = [f"{name} {dice.choice(WORDS)} {dice.choice(WORDS)} number {number} {dice.choice(WORDS)}".capitalize(), ""]
    for _ in range(paragraphs):
        sentences = []
        for _ in range(4):
            words = [dice.choice(WORDS) for _ in range(12)]
            words[3] = name
            words[7] = str(dice.randrange(100, 99999))
            sentences.append(" ".join(words).capitalize() + ".")
        lines += [" ".join(sentences), ""]
    return "\n".join(lines).encode()


PAGE = b"<!DOCTYPE html><html><head><title>%s</title></head><body><article><h1>%s</h1>%s</article></body></html>"
