filedesc://a.arc 192.0.2.1 20310204183000 text/plain 68
1 0 crawler
URL IP-address Archive-date Content-type Archive-length

https://news.ostvik.example/1 192.0.2.1 20310204183000 text/html 708
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>In an old archive</title>
</head>
<body>
<article>
<h1>In an old archive</h1>
<p>The harbour council of Ostvik said on Tuesday that repairs of the old pier will begin in May and last for about a year, at a cost that is still to be settled.</p>
<p>Fishermen who land their catch there will be given berths on the northern quay, the speaker of the council told reporters after the meeting on Tuesday evening.</p>
<p>A first tender for the works had found no bidder last autumn, and two firms have now said that they will take part in the second one.</p>
</article>
</body>
</html>

dns:news.ostvik.example 192.0.2.1 20310204183000 text/dns 9
192.0.2.1
https://news.ostvik.example/2 192.0.2.1 20310204183000 text/html 643
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Without a head</title>
</head>
<body>
<article>
<h1>Without a head</h1>
<p>The harbour council of Ostvik said on Tuesday that repairs of the old pier will begin in May and last for about a year, at a cost that is still to be settled.</p>
<p>Fishermen who land their catch there will be given berths on the northern quay, the speaker of the council told reporters after the meeting on Tuesday evening.</p>
<p>A first tender for the works had found no bidder last autumn, and two firms have now said that they will take part in the second one.</p>
</article>
</body>
</html>

