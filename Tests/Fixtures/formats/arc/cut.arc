filedesc://a.arc 192.0.2.1 20310204183000 text/plain 12
1 0 crawler

https://news.ostvik.example/1 192.0.2.1 20310204183000 text/html 692
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Cut short</title>
</head>
<body>
<article>
<h1>Cut short</h1>
<p>The harbour council of Ostvik said on Tuesday that repairs of the old pier will begin in May and last for about a year, at a cost that is still to be settled.</p>
<p>Fishermen who land their catch there will be given berths on the northern quay, the speaker of the council told reporters after the meeting on Tuesday evening.</p>
<p>A first tender f