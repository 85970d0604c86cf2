"""Pages without kernels: prepared once, and asked through a few workers that everybody shares.

1. ``source`` says what a page is made from, and gives that a name, the build.
2. ``cells`` runs a lesson's own lines, or reads an exercise's, and keeps what they show.
3. ``page`` makes the page of it, with Voila's own renderer and our template; ``loading`` says which files of the front
   end it loads.
4. ``worker`` is a process that does both, and answers what activities ask; ``pool`` holds some of them.
5. ``store`` keeps finished pages; ``service`` joins all these for one folder. ``beforehand`` makes the first page while
   a server is still imported.
6. ``handlers`` hands pages out and passes questions on, as often as ``rates`` allows; ``files`` hands out the
   front end's files; ``compression`` sends both.
7. ``extension`` adds all this to a Jupyter server.
"""
