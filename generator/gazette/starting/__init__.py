"""What a new site begins with: what is there already, what is decided, and each file as text.

`surroundings` looks at a folder and finds the texts in it that are policies by their names
(`found`); `answers` holds what was decided, checked as a configuration is. `texts` has the first
versions and the guide, in the languages in which Gazette has them, and `wording` pairs two of them
for the catalogs. `hosts` knows where a repository may live, and what CI does there. `files` puts
all of it together, and writes what is not there yet.
"""
